package result

import (
	"math"
	"strconv"
)

// z is the normal quantile of .975: all intervals are of 95 %.
const z = 1.959963984540054

// Wilson is the share of members in which something came true, as a probability with its 95 %
// interval after Wilson (J. Am. Stat. Assoc. 22, 1927), which lies within 0 and 1 and does
// not shrink to a point where the share is 0 or 1:
//
//	(p + z^2/2n +- z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n), z = 1.96
//
// It takes members for independent. Of those of a Latin hypercube or a Sobol sequence, which
// are spread more evenly than chance would, it says too little rather than too much.
func Wilson(met, of int) Chance {
	c := Chance{Met: met, Of: of, Probability: Missing(), Low: Missing(), High: Missing()}
	if of == 0 {
		return c
	}
	n := float64(of)
	p, zz := float64(met)/n, z*z/n
	middle, half := p+zz/2, float64(z*math.Sqrt(float64(p*(1-p))/n+float64(zz/n)/4))
	c.Probability, c.Low, c.High = Number(p), Number((middle-half)/(1+zz)), Number((middle+half)/(1+zz))
	if met == 0 {
		c.Low = 0 // and not what rounding left of it
	}
	if met == of {
		c.High = 1
	}
	return c
}

// Words writes a probability with its interval, 4.2 % (2.9-5.5 %), in any language.
func (c Chance) Words() string {
	if c.Of == 0 {
		return "-"
	}
	return Percent(c.Probability) + " (" + c.Interval() + ")"
}

// Interval writes that of a probability, 2.9-5.5 %; nothing without members.
func (c Chance) Interval() string {
	if c.Of == 0 {
		return ""
	}
	return percentage(c.Low) + "-" + percentage(c.High) + " %"
}

// Percent writes a probability with one decimal, or with as many more as keep one that is
// small or near to 1 from looking like 0 or 1: 4.2 %, 0.03 %, 99.98 %. Only what is 0 or 1 is
// written 0 % or 100 %.
func Percent(p Number) string {
	if p.IsMissing() {
		return "-"
	}
	return percentage(p) + " %"
}

func percentage(p Number) string {
	v := float64(p)
	if v == 0 || v == 1 {
		return strconv.FormatFloat(100*v, 'f', 0, 64)
	}
	decimals := 1
	for seen := 1000 * math.Min(math.Abs(v), math.Abs(1-v)); seen < .5; seen *= 10 {
		decimals++
	}
	return strconv.FormatFloat(100*v, 'f', decimals, 64)
}

// PairOf is how two targets go together, from the number of members that met both, one of
// them only, and neither. They conflict if Fisher's exact test (J. R. Stat. Soc. 98, 1935)
// finds that they are met together less often than two that do not care for each other, at
// 2.5 % one-sided. It is exact for any number of members. Of forty pairs without any bond one
// passes for a conflict.
func PairOf(a, b string, both, onlyA, onlyB, neither int) TargetPair {
	p := TargetPair{A: a, B: b, Both: both, OnlyA: onlyA, OnlyB: onlyB, Neither: neither}
	w, x, y, v := float64(both), float64(onlyA), float64(onlyB), float64(neither)
	margins := float64((w+x)*(y+v)) * float64((w+y)*(x+v))
	p.Phi = Number((float64(w*v) - float64(x*y)) / math.Sqrt(margins)) // 0/0 where one is always the same
	p.Conflict = p.Phi < 0 && seldomTogether(w, x, y, v) <= .025
	return p
}

// seldomTogether is the probability that two targets without a bond, each met as often as
// they were, are met together as seldom or more so. The number of members that meet both is
// hypergeometric then, and from one number to the next its probability changes by a ratio
// of whole numbers: that of both is taken as 1, and those on either side follow. They rise to
// a single peak and fall from there, faster and faster.
func seldomTogether(both, onlyA, onlyB, neither float64) float64 {
	const enough = 1e-12
	below := 1. // both included
	for term, k := 1., 0.; k < both && term > enough*below; k++ {
		term = float64(term * float64((both-k)*(neither-k)) / float64((onlyA+k+1)*(onlyB+k+1)))
		below += term
	}
	above := 0.
	for term, k := 1., 0.; k < min(onlyA, onlyB); k++ {
		term = float64(term * float64((onlyA-k)*(onlyB-k)) / float64((both+k+1)*(neither+k+1)))
		above += term
		if term < enough*above || below < enough*above {
			break // nothing to come, or nothing below to speak of
		}
	}
	return below / (below + above)
}

// Paired is the difference of the probabilities of A and B, A's less B's, from the same members,
// with its 95 % interval after Bonett and Price (J. Educ. Behav. Stat. 37, 2012): Wald's with
// a member added to each of the two kinds in which A and B differ. It does not shrink to a
// point where they never do. The interval is cut off at -1 and 1.
func Paired(both, onlyA, onlyB, neither int) (diff, low, high Number) {
	of := both + onlyA + onlyB + neither
	if of == 0 {
		return Missing(), Missing(), Missing()
	}
	n := float64(of + 2)
	a, b := float64(onlyA+1)/n, float64(onlyB+1)/n
	half := float64(z * math.Sqrt((a+b-float64((a-b)*(a-b)))/n))
	return Number(float64(onlyA-onlyB) / float64(of)), Number(max(a-b-half, -1)), Number(min(a-b+half, 1))
}
