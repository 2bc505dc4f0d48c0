package result

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

func near(t *testing.T, what string, got Number, want, within float64) {
	t.Helper()
	if !(math.Abs(float64(got)-want) <= within) {
		t.Errorf("%s is %v, want %v", what, float64(got), want)
	}
}

// Published values: Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int
		low, high float64
	}{{81, 263, .2553, .3662}, {15, 148, .0624, .1605}, {0, 20, 0, .1611}, {1, 29, .0061, .1718}, {29, 29, .8830, 1}} {
		got := Wilson(c.k, c.n)
		near(t, "share", got.Probability, float64(c.k)/float64(c.n), 0)
		near(t, "low", got.Low, c.low, .00005)
		near(t, "high", got.High, c.high, .00005)
	}
	for n := 1; n < 300; n++ {
		if none, all := Wilson(0, n), Wilson(n, n); none.Low != 0 || all.High != 1 || none.High <= 0 || all.Low >= 1 {
			t.Errorf("none of %d is %v to %v, all of them %v to %v", n, none.Low, none.High, all.Low, all.High)
		}
	}
	if c := Wilson(0, 0); !c.Probability.IsMissing() || !c.Low.IsMissing() || !c.High.IsMissing() || c.Words() != "-" {
		t.Error("of no members nothing is known")
	}
}

// Of repeated ensembles the interval holds the true probability in about 95 %.
func TestWilsonCoverage(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, p := range []float64{.02, .1, .5, .93} {
		for _, n := range []int{100, 500} {
			held := 0
			for range 4000 {
				met := 0
				for range n {
					if rng.Float64() < p {
						met++
					}
				}
				if c := Wilson(met, n); float64(c.Low) <= p && p <= float64(c.High) {
					held++
				}
			}
			if share := float64(held) / 4000; share < .93 || share > .98 {
				t.Errorf("%v of %d: held in %v", p, n, share)
			}
		}
	}
}

func TestChanceWords(t *testing.T) {
	for _, c := range []struct {
		met, of int
		want    string
	}{
		{42, 1000, "4.2 % (3.1-5.6 %)"}, {0, 1000, "0 % (0-0.4 %)"}, {1000, 1000, "100 % (99.6-100 %)"},
		{3, 10_000, "0.03 % (0.01-0.1 %)"}, {9999, 10_000, "99.99 % (99.9-99.998 %)"}, {1, 2, "50.0 % (9.5-90.5 %)"},
	} {
		if got := Wilson(c.met, c.of).Words(); got != c.want {
			t.Errorf("%d of %d: %q, want %q", c.met, c.of, got, c.want)
		}
	}
	for p, want := range map[Number]string{0: "0 %", 1: "100 %", .0004: "0.04 %", .0006: "0.1 %", .9995: "99.95 %", .9994: "99.9 %",
		.04: "4.0 %", 1e-7: "0.00001 %", 1 - 1e-6: "99.9999 %"} {
		if got := Percent(p); got != want {
			t.Errorf("%v: %q, want %q", float64(p), got, want)
		}
	}
	if got := Percent(Missing()); got != "-" {
		t.Errorf("%q", got)
	}
}

// Fisher's lady told four cups of tea from four: one way in 70 that she calls all of them
// wrong, 17 that she calls one right at most. His twins (J. R. Stat. Soc. 98, 1935): 2 of 17
// and 10 of 13 were convicted, by chance in .0004652.
func TestSeldomTogether(t *testing.T) {
	for _, c := range [][5]float64{{0, 4, 4, 0, 1. / 70}, {1, 3, 3, 1, 17. / 70}, {4, 0, 0, 4, 1}, {2, 15, 10, 3, .0004652}} {
		near(t, "together", Number(seldomTogether(c[0], c[1], c[2], c[3])), c[4], 5e-8)
	}
}

// By counting: with A met by both + onlyA of n members and B by both + onlyB, the ways to
// choose B's members with at most both of them among A's.
func TestSeldomTogetherCounted(t *testing.T) {
	count := func(both, onlyA, onlyB, neither int) float64 {
		a, b, n := int64(both+onlyA), int64(both+onlyB), int64(both+onlyA+onlyB+neither)
		seldom := new(big.Int)
		for k := max(0, a+b-n); k <= int64(both); k++ {
			ways := new(big.Int).Binomial(a, k)
			seldom.Add(seldom, ways.Mul(ways, new(big.Int).Binomial(n-a, b-k)))
		}
		p, _ := new(big.Rat).SetFrac(seldom, new(big.Int).Binomial(n, b)).Float64()
		return p
	}
	compare := func(both, onlyA, onlyB, neither int) {
		t.Helper()
		got := seldomTogether(float64(both), float64(onlyA), float64(onlyB), float64(neither))
		if want := count(both, onlyA, onlyB, neither); math.Abs(got-want) > 1e-10*want+1e-12 {
			t.Fatalf("%d %d %d %d: %v, want %v", both, onlyA, onlyB, neither, got, want)
		}
	}
	const most = 8
	for both := range most {
		for onlyA := range most {
			for onlyB := range most {
				for neither := range most {
					compare(both, onlyA, onlyB, neither)
				}
			}
		}
	}
	compare(20, 280, 180, 1520)
	compare(30, 270, 170, 1530)
	compare(240, 260, 260, 240)
	compare(0, 1000, 1000, 0)
}

func TestPairOf(t *testing.T) {
	for _, c := range []struct {
		both, onlyA, onlyB, neither int
		phi                         float64
		conflict                    bool
	}{
		{0, 4, 4, 0, -1, true}, {1, 3, 3, 1, -.5, false}, {4, 0, 0, 4, 1, false}, {25, 25, 25, 25, 0, false},
		{200, 300, 300, 200, -.2, true}, {300, 200, 200, 300, .2, false}, {0, 500_000, 500_000, 0, -1, true},
		{250_000, 250_000, 250_000, 250_000, 0, false}, {500_000, 0, 0, 500_000, 1, false},
		{10, 90, 30, 870, 6000 / math.Sqrt(100*900*40*960), false},
	} {
		p := PairOf("a", "b", c.both, c.onlyA, c.onlyB, c.neither)
		near(t, "phi", p.Phi, c.phi, 1e-12)
		if p.Conflict != c.conflict || p.A != "a" || p.B != "b" || [4]int{p.Both, p.OnlyA, p.OnlyB, p.Neither} != [4]int{c.both, c.onlyA, c.onlyB, c.neither} {
			t.Errorf("%+v", p)
		}
	}
	for _, p := range []TargetPair{PairOf("a", "b", 0, 0, 0, 0), PairOf("a", "b", 5, 5, 0, 0), PairOf("a", "b", 0, 0, 7, 3), PairOf("a", "b", 0, 10, 0, 0)} {
		if !p.Phi.IsMissing() || p.Conflict {
			t.Errorf("%+v: a verdict that is always the same goes with none", p)
		}
	}
}

// Two targets without a bond pass for a conflict in 2.5 % at most; a strong one is found.
func TestPairOfRepeated(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	conflicts := func(bond float64) (share float64) {
		for range 4000 {
			var n [2][2]int
			for range 200 {
				a := rng.Float64()
				b := rng.Float64()
				if rng.Float64() < bond {
					b = 1 - a
				}
				i, j := 0, 0
				if a < .3 {
					i = 1
				}
				if b < .6 {
					j = 1
				}
				n[i][j]++
			}
			if PairOf("", "", n[1][1], n[1][0], n[0][1], n[0][0]).Conflict {
				share += 1. / 4000
			}
		}
		return share
	}
	if share := conflicts(0); share < .01 || share > .03 {
		t.Errorf("without a bond %v conflict", share)
	}
	if share := conflicts(.5); share < .95 {
		t.Errorf("with a bond only %v conflict", share)
	}
}

// Published: the example of ci.prop.ps in the R package statpsych by Bonett, from 12, 4, 26
// and 6 of 48: .44 with .2548 to .6252, of which the estimate is the adjusted one.
func TestPaired(t *testing.T) {
	diff, low, high := Paired(6, 26, 4, 12)
	near(t, "difference", diff, 22./48, 1e-15)
	near(t, "low", low, .2548067, 5e-8)
	near(t, "high", high, .6251933, 5e-8)
	diff, back, up := Paired(6, 4, 26, 12)
	if diff != -22./48 || back != -high || up != -low {
		t.Errorf("the other way round %v, %v to %v", diff, back, up)
	}
	if diff, low, high := Paired(500, 0, 0, 500); diff != 0 || low != -high || !(0 < high && high < .003) {
		t.Errorf("always alike: %v, %v to %v", diff, low, high)
	}
	if diff, low, high := Paired(0, 0, 1, 0); diff != -1 || low != -1 || !(high > -1) {
		t.Errorf("of one member: %v, %v to %v", diff, low, high)
	}
	if diff, low, high := Paired(0, 0, 0, 0); !diff.IsMissing() || !low.IsMissing() || !high.IsMissing() {
		t.Error("of no members nothing is known")
	}
}

func TestPairedCoverage(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, c := range []struct{ onlyA, onlyB float64 }{{.01, .03}, {.2, .1}, {.02, .02}, {.4, .3}} {
		for _, n := range []int{100, 400} {
			held := 0
			for range 3000 {
				a, b := 0, 0
				for range n {
					switch u := rng.Float64(); {
					case u < c.onlyA:
						a++
					case u < c.onlyA+c.onlyB:
						b++
					}
				}
				if _, low, high := Paired(n-a-b, a, b, 0); float64(low) <= c.onlyA-c.onlyB && c.onlyA-c.onlyB <= float64(high) {
					held++
				}
			}
			if share := float64(held) / 3000; share < .935 || share > .995 { // more than 95 % where A and B seldom differ
				t.Errorf("%v of %d: held in %v", c, n, share)
			}
		}
	}
}
