package distribution

import (
	"math"

	"hubcap/model/portable"
)

// unitBeta is the beta distribution on (0, 1), with a table of its quantiles.
type unitBeta struct {
	a, b       float64
	mean, rest float64 // a/(a+b), b/(a+b)
	norm       float64 // logarithm of the density of the logit at the mean
	table
}

func newUnitBeta(a, b float64) *unitBeta {
	s := &unitBeta{a: a, b: b, mean: a / (a + b), rest: b / (a + b)}
	s.norm = float64(.5*portable.Log(s.mean*b/(2*math.Pi))) + (stirling(a+b) - stirling(a) - stirling(b))
	s.tabulate()
	return s
}

// stirling is what Stirling's formula lacks: ln Gamma(a) - (a - 1/2) ln a + a - ln(2 pi)/2.
// In the differences of it that the beta function takes nothing large cancels (DiDonato and
// Morris, ACM TOMS 18 (1992), 360-373). The series is formula 5.11.1 of the NIST Digital
// Library of Mathematical Functions.
func stirling(a float64) float64 {
	sum := 0.
	for ; a < 16; a++ {
		sum += float64((a+.5)*log1p(1/a)) - 1
	}
	s := 1 / float64(a*a)
	return sum + horner(s, 1./1188, -1./1680, 1./1260, -1./360, 1./12)/a
}

// density is that of the logit ln(x/c) at x, with c = 1 - x.
func (s *unitBeta) density(x, c float64) float64 {
	d := x - s.mean
	if c < x {
		d = s.rest - c
	}
	h := s.norm + (float64(s.a*logRatio(x, s.mean, d)) + float64(s.b*logRatio(c, s.rest, -d)))
	return portable.Exp(max(h, -700))
}

// logRatio is ln(x/y), from the difference d = x - y where they are near each other: a
// million times the logarithm is wanted, and has to be right.
func logRatio(x, y, d float64) float64 {
	if math.Abs(d) < y/2 {
		return log1p(d / y)
	}
	return portable.Log(x / y)
}

// tails are the probabilities below and above x, c = 1 - x: the continued fraction 8.17.22
// of the NIST Digital Library of Mathematical Functions, on the side where it is fast.
func (s *unitBeta) tails(x, c float64) (p, q float64) {
	if !(x > scarce) {
		return 0, 1
	}
	if !(c > scarce) {
		return 1, 0
	}
	h := s.density(x, c)
	if x < (s.a+1)/(s.a+s.b+2) {
		p = min(h/s.a/fraction(s.a, s.b, x), 1)
		return p, 1 - p
	}
	q = min(h/s.b/fraction(s.b, s.a, c), 1)
	return 1 - q, q
}

// fraction is 1 + d1/(1 + d2/(1 + ...)) of the incomplete beta function, by the method of
// Lentz: Thompson and Barnett, J. Comput. Phys. 64 (1986), 490-509.
func fraction(a, b, x float64) float64 {
	f, c, d := 1., 1., 0.
	for m := 0.; m < 100_000; m++ {
		for _, t := range [2]float64{
			-(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1)),
			(m + 1) * (b - m - 1) * x / ((a + 2*m + 1) * (a + 2*m + 2)),
		} {
			d = 1 / (1 + float64(t*d))
			c = 1 + t/c
			f *= c * d
		}
		if math.Abs(float64(c*d)-1) < 3e-16 {
			break
		}
	}
	return f
}
