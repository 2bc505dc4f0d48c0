package ensemble

import (
	"fmt"
	"testing"
)

// BenchmarkMembers is four blocks of members, on one worker.
func BenchmarkMembers(b *testing.B) {
	for _, name := range []string{small, linear, "guizhou-2024"} {
		s := study(b, name, settings(name)...)
		s.Members, s.Jobs, s.MostFailed = 4*block, 1, .2
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run(b, s)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*s.Members), "us/member")
		})
	}
}

// settings are those under which a scenario takes the most time.
func settings(name string) []string {
	if name == "guizhou-2024" {
		return []string{"dispatch.policy=least-cost"}
	}
	return nil
}

// BenchmarkSpread is how long a member takes to be added, after the first block.
func BenchmarkSpread(b *testing.B) {
	for _, size := range []int{1_000, 100_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			s, slab, ok := newSpread(size, true), make([][]float64, block), make([]bool, block)
			for m := range slab {
				slab[m], ok[m] = make([]float64, size), true
				for i := range slab[m] {
					slab[m][i] = float64((m*7919 + i) % 1000)
				}
			}
			for b.Loop() {
				for part := range s.stripes() {
					s.add(part, slab, ok)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size*block), "ns/value")
		})
	}
}
