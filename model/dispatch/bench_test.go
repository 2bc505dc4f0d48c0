package dispatch

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// sized runs a benchmark on one size after another.
func sized(b *testing.B, run func(b *testing.B, rows, columns int, problems []*Problem)) {
	for _, times := range []int{1, 2, 4, 8} {
		rows, columns := 42*times, 17*times
		problems := steps(rand.New(rand.NewPCG(1, 2)), 24, rows, columns)
		b.Run(fmt.Sprintf("%dx%d", rows, columns), func(b *testing.B) {
			b.ReportAllocs()
			run(b, rows, columns, problems)
		})
	}
}

// A step after the last one, whose prices it begins with. The first of 24 follows the last
// of them, which is a larger step than the others.
func BenchmarkLeastCostWarm(b *testing.B) {
	sized(b, func(b *testing.B, rows, columns int, problems []*Problem) {
		s := NewLeastCost(rows, columns)
		for i := 0; b.Loop(); i++ {
			if err := s.Solve(problems[i%len(problems)]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkLeastCostCold(b *testing.B) {
	sized(b, func(b *testing.B, rows, columns int, problems []*Problem) {
		s := NewLeastCost(rows, columns)
		for i := 0; b.Loop(); i++ {
			s.Reset()
			if err := s.Solve(problems[i%len(problems)]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkLogit(b *testing.B) {
	sized(b, func(b *testing.B, rows, columns int, problems []*Problem) {
		l := NewLogit(rows, columns)
		for i := 0; b.Loop(); i++ {
			l.Place(problems[i%len(problems)], 200)
		}
	})
}

func BenchmarkRanked(b *testing.B) {
	sized(b, func(b *testing.B, rows, columns int, problems []*Problem) {
		r, rank := NewRanked(rows, columns), nearest(problems[0])
		for i := 0; b.Loop(); i++ {
			r.Place(problems[i%len(problems)], rank)
		}
	})
}
