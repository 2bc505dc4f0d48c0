package pue

import "hubcap/model/climate"

// node is a point of a standard normal distribution and its weight.
type node struct{ z, weight float64 }

// nodes are the seven nodes of Gauss-Hermite integration in their probabilists' form:
// the roots z of He7(z) = z^7 - 21 z^5 + 105 z^3 - 105 z with weights
// 7!/(7 He6(z))^2. They integrate polynomials up to degree 13 exactly. Never written.
var nodes = [7]node{
	{-3.7504397177257422563, .00054826885597221779},
	{-2.3667594107345412886, .030757123967586497040},
	{-1.1544053947399681272, .24012317860501271374},
	{0, .45714285714285714286},
	{1.1544053947399681272, .24012317860501271374},
	{2.3667594107345412886, .030757123967586497040},
	{3.7504397177257422563, .00054826885597221779},
}

// Month is the mean over a month's weather at constant load u. Dry-bulb and wet-bulb
// are taken as normal and perfectly correlated, which hourly records come near to
// (0.94 to 0.98).
func (p *Plant) Month(u float64, m climate.Month) Parts {
	l := p.At(u)
	return l.Month(m)
}

// Month is the mean over a month's weather.
func (l *Load) Month(m climate.Month) Parts {
	var sum Parts
	for i := range nodes {
		z := nodes[i].z
		tdb := m.DryBulb + float64(m.DryBulbSD*z)
		twb := m.WetBulb + float64(m.WetBulbSD*z)
		sum.add(nodes[i].weight, l.Moment(tdb, twb, m.Pressure))
	}
	return sum
}

// Year is the mean over a year's weather at constant load u, months weighted by their
// days.
func (p *Plant) Year(u float64, y climate.Year) Parts {
	l := p.At(u)
	return l.Year(&y)
}

// Year is the mean over a year's weather, months weighted by their days.
func (l *Load) Year(y *climate.Year) Parts {
	const days = 365
	var sum Parts
	for i := range y {
		sum.add(climate.Days[i]/days, l.Month(y[i]))
	}
	return sum
}

func (p *Parts) add(weight float64, q Parts) {
	p.Electrical += float64(weight * q.Electrical)
	p.Misc += float64(weight * q.Misc)
	p.Fans += float64(weight * q.Fans)
	p.Cooling += float64(weight * q.Cooling)
}
