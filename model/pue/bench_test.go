package pue

import (
	"math"
	"testing"

	"hubcap/model/climate"
)

var sink Parts

func benchYear() climate.Year {
	var y climate.Year
	for i := range y {
		s := -math.Cos(2 * math.Pi * float64(i) / 12)
		y[i] = climate.Month{DryBulb: 16 + 9*s, DryBulbSD: 4, WetBulb: 13 + 8*s, WetBulbSD: 3, Pressure: 89000}
	}
	return y
}

func BenchmarkMoment(b *testing.B) {
	for _, t := range Technologies() {
		b.Run(t.String(), func(b *testing.B) {
			p := New(t, Typical)
			l := p.At(.5)
			b.ReportAllocs()
			for b.Loop() {
				sink = l.Moment(24, 20, 89000)
			}
		})
	}
}

func BenchmarkMonth(b *testing.B) {
	y := benchYear()
	for _, t := range Technologies() {
		b.Run(t.String(), func(b *testing.B) {
			p := New(t, Typical)
			b.ReportAllocs()
			for b.Loop() {
				sink = p.Month(.5, y[5])
			}
		})
	}
}

// What a step of a simulation does: a new load, over weather laid out before.
func BenchmarkOver(b *testing.B) {
	y := benchYear()
	for _, t := range Technologies() {
		b.Run(t.String(), func(b *testing.B) {
			p, w := New(t, Typical), monthly(y, nodesOf(t))
			b.ReportAllocs()
			for b.Loop() {
				l := p.At(.5)
				sink = l.Over(w[5])
			}
		})
	}
}

func BenchmarkYear(b *testing.B) {
	y := benchYear()
	for _, t := range Technologies() {
		b.Run(t.String(), func(b *testing.B) {
			p := New(t, Typical)
			b.ReportAllocs()
			for b.Loop() {
				sink = p.Year(.5, y)
			}
		})
	}
}
