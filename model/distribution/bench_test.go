package distribution

import "testing"

func BenchmarkQuantile(b *testing.B) {
	for _, s := range []sample{
		{"uniform", nums("low", -2, "high", 6)},
		{"triangular", nums("low", 10, "mode", 12, "high", 30)},
		{"normal", nums("mean", 54_000, "sd", 10_000)},
		{"normal", nums("mean", 54_000, "sd", 10_000, "min", 20_000, "max", 100_000)},
		{"lognormal", nums("p50", 18, "p90", 26)},
		{"pert", nums("low", 1, "mode", 2, "high", 6)},
		{"beta", nums("alpha", .1, "beta", .1)},
		{"quantiles", nums("p10", 5, "p50", 9, "p90", 15)},
		{"discrete", discreteOf([]float64{1, .8, 3}, nil)},
	} {
		name := s.kind
		if _, cut := s.p.Numbers["min"]; cut {
			name += "-cut"
		}
		b.Run(name, func(b *testing.B) {
			d, u, sum := make1(b, s.kind, s.p), 0., 0.
			b.ReportAllocs()
			for b.Loop() {
				if u += .6180339887498949; u >= 1 { // anywhere, without order
					u--
				}
				sum += d.Quantile(u)
			}
			_ = sum
		})
	}
}

func BenchmarkTie(b *testing.B) {
	copula, err := NewCopula(8, even(8, .5))
	if err != nil {
		b.Fatal(err)
	}
	u := make([]float64, 8)
	b.ReportAllocs()
	for b.Loop() {
		for i := range u {
			u[i] = float64(i+1) / 10
		}
		copula.Tie(u)
	}
}

func BenchmarkNew(b *testing.B) {
	for _, s := range samples() {
		b.Run(s.kind, func(b *testing.B) {
			for b.Loop() {
				make1(b, s.kind, s.p)
			}
		})
	}
}

func BenchmarkMean(b *testing.B) {
	d := make1(b, "pert", nums("low", 1, "mode", 2, "high", 6))
	for b.Loop() {
		d.Mean()
	}
}
