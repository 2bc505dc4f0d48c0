package distribution

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// tryAny makes a distribution of whatever it is given; what New takes has to be sound.
func tryAny(t *testing.T, kind int, mask uint32, x [4]float64) bool {
	k := Kinds()[kind]
	p := Params{Numbers: map[string]float64{}}
	for i, key := range k.Keys {
		if mask>>i&1 == 0 {
			continue
		}
		switch key.Name {
		case "values":
			p.Values = x[:1+mask>>20%4]
		case "weights":
			p.Weights = x[:1+mask>>22%4]
		default:
			p.Numbers[key.Name] = x[(i+int(mask>>16))%4]
		}
	}
	d, err := New(k.Name, p)
	if fault := (*Fault)(nil); err != nil {
		if !errors.As(err, &fault) || d != nil || fault.What == "" {
			t.Fatalf("%s %v: %v", k.Name, p, err)
		}
		return false
	}
	what := fmt.Sprint(k.Name, p)
	checkSound(t, what, d)
	if cut, _, err := d.Within(x[0], x[1]); err == nil {
		checkSound(t, what+" cut", cut)
	}
	return true
}

func checkSound(t *testing.T, what string, d *Dist) {
	t.Helper()
	checkRises(t, what, d)
	low, high := d.Support()
	mean, sd, central := d.Mean(), d.SD(), d.Central()
	loose := 1e-12 * math.Abs(mean)
	if !(mean >= low-loose && mean <= high+loose) || !(sd >= 0) || math.IsInf(sd, 0) || !(central >= low && central <= high) {
		t.Fatalf("%s: mean %v, sd %v, central %v, support %v to %v", what, mean, sd, central, low, high)
	}
	before := 0.
	for _, u := range chances() {
		c := d.CDF(d.Quantile(u))
		if !(c >= before-1e-9 && c <= 1) {
			t.Fatalf("%s: CDF falls from %v to %v", what, before, c)
		}
		before = c
	}
}

// rising are four numbers of which each is mostly above the one before.
func rising(random *rand.Rand) [4]float64 {
	var x [4]float64
	at := math.Exp(random.NormFloat64()*3) * float64(random.IntN(3)-1)
	for i := range x {
		x[i] = at
		at += math.Exp(random.NormFloat64() * 4 * float64(random.IntN(3)))
	}
	if random.IntN(20) == 0 {
		x[random.IntN(4)] = []float64{0, 1e100, -1e100, 1e-100, math.NaN(), math.Inf(1), 1e99, 1e6, .1}[random.IntN(9)]
	}
	return x
}

func TestAny(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	kinds, made := Kinds(), map[string]int{}
	for range 6000 {
		kind := random.IntN(len(kinds))
		k := kinds[kind]
		var mask uint32
		form := k.Forms[random.IntN(len(k.Forms))]
		for i, key := range k.Keys {
			for _, of := range form {
				if key.Name == of || random.IntN(12*len(form)) == 0 {
					mask |= 1 << i
				}
			}
		}
		mask |= random.Uint32() &^ 0xffff // the rest chooses which number goes where
		if tryAny(t, kind, mask, rising(random)) {
			made[k.Name]++
		}
	}
	for _, k := range kinds {
		if made[k.Name] < 20 {
			t.Errorf("%s: only %d were made", k.Name, made[k.Name])
		}
	}
}

func FuzzNew(f *testing.F) {
	f.Add(byte(0), uint32(3), 1., 2., 3., 4.)
	f.Add(byte(2), uint32(0xf), 1., 2., 3., 4.)
	f.Add(byte(5), uint32(3), .1, 1e6, 3., 4.)
	f.Add(byte(6), uint32(0xf00007), 1., 2., 3., 4.)
	f.Fuzz(func(t *testing.T, kind byte, mask uint32, a, b, c, d float64) {
		tryAny(t, int(kind)%len(Kinds()), mask, [4]float64{a, b, c, d})
	})
}
