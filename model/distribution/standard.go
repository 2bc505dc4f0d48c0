package distribution

import (
	"math"

	"hubcap/model/portable"
)

const rootTwoPi = 2.50662827463100050242

// scarce is the smallest probability that is told from others: 37 standard deviations out.
const scarce = 1e-300

// Normal is the quantile of the standard normal distribution at u in (0, 1), to about 16
// digits: Wichura, Algorithm AS 241, Applied Statistics 37 (1988), 477-484, routine PPND16.
func Normal(u float64) float64 { return score(u, 1-u) }

// NormalCDF is the standard normal distribution function, with a relative error of some
// 1e-15 in the lower tail: Cody, Rational Chebyshev approximations for the error function,
// Math. Comp. 23 (1969), 631-637, in the form of ANORM in SPECFUN, ACM TOMS 19 (1993), 22-32.
func NormalCDF(x float64) float64 {
	p, _ := normalTails(x)
	return p
}

// score is the standard normal quantile at the probability p below and q above.
func score(p, q float64) float64 {
	if d := p - .5; math.Abs(d) <= .425 {
		r := .180625 - float64(d*d)
		return d * poly(r, 3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
			4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3) /
			poly(r, 1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
				2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3)
	}
	z := farScore(max(min(p, q), scarce))
	if p < q {
		return -z
	}
	return z
}

// farScore is minus the quantile at a probability below 0.075.
func farScore(p float64) float64 {
	r := math.Sqrt(-portable.Log(p))
	if r <= 5 {
		r -= 1.6
		return poly(r, 1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
			1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4) /
			poly(r, 1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
				1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9)
	}
	r -= 5
	return poly(r, 6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7) /
		poly(r, 1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
			7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15)
}

// poly is c0 + c1 x + ... + c7 x^7.
func poly(x, c0, c1, c2, c3, c4, c5, c6, c7 float64) float64 {
	return c0 + float64(x*(c1+float64(x*(c2+float64(x*(c3+float64(x*(c4+float64(x*(c5+float64(x*(c6+float64(x*c7)))))))))))))
}

// normalTails are the probabilities below and above x.
func normalTails(x float64) (p, q float64) {
	y := math.Abs(x)
	if y <= .67448975 {
		s := float64(y * y)
		t := float64(x * (horner(s, .065682337918207449113, 2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249) /
			horner(s, 1, 47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956)))
		return .5 + t, .5 - t
	}
	t := farTail(y)
	if x < 0 {
		return t, 1 - t
	}
	return 1 - t, t
}

// farTail is the probability above y > 0.67.
func farTail(y float64) float64 {
	if !(y < 37.4) { // e^-700, the end of portable.Exp
		return 0
	}
	var t float64
	if y*y <= 32 {
		t = horner(y, 1.0765576773720192317e-8, .39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226,
			2494.5375852903726711, 6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218) /
			horner(y, 1, 22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755,
				18615.571640885098091, 34900.952721145977266, 38912.003286093271411, 19685.429676859990727)
	} else {
		s := 1 / float64(y*y)
		t = float64(s*horner(s, .02307344176494017303, .21589853405795699, .1274011611602473639, .022235277870649807, .001421619193227893466, 2.9112874951168792e-5)) /
			horner(s, 1, 1.28426009614491121, .468238212480865118, .0659881378689285515, .00378239633202758244, 7.29751555083966205e-5)
		t = (1/rootTwoPi - t) / y
	}
	// e^(-y y/2) in two factors: the square of a multiple of 1/16 is exact.
	near := float64(math.Trunc(16*y) * (1. / 16))
	return portable.Exp(float64(-.5*near*near)) * portable.Exp(float64(-.5*(y-near)*(y+near))) * t
}

// horner is a polynomial with the highest coefficient first.
func horner(x float64, c ...float64) float64 {
	sum := 0.
	for _, c := range c {
		sum = float64(sum*x) + c
	}
	return sum
}
