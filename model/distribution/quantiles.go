package distribution

import "math"

// quantiles is a distribution given by quantiles: between them, and beyond them with the slopes
// at the ends, the value is linear in the standard normal score of the probability.
type quantiles []knot

// knot is a quantile: the value x at the standard normal score z, and the slope from it to
// the next one; the last has that of the stretch before it.
type knot struct {
	key         string
	percent     int
	z, x, slope float64
}

func (k quantiles) at(p, q float64) float64 {
	z, i := score(p, q), 0
	for i+1 < len(k) && z >= k[i+1].z {
		i++
	}
	return k[i].x + float64(k[i].slope*(z-k[i].z))
}

func (k quantiles) tails(x float64) (p, q float64) {
	i := 0
	for i+1 < len(k) && x >= k[i+1].x {
		i++
	}
	return normalTails(k[i].z + (x-k[i].x)/k[i].slope)
}

func (k quantiles) ends() (low, high float64) { return math.Inf(-1), math.Inf(1) }

func (k quantiles) kinks() []float64 {
	var out []float64
	for _, knot := range k {
		out = append(out, float64(knot.percent)/100)
	}
	return out
}

func buildQuantiles(p Params) (shape, *Fault) {
	k := quantilesOf(p)
	if f := checkRising(k); f != nil {
		return nil, f
	}
	for i := range k[1:] {
		k[i].slope = (k[i+1].x - k[i].x) / (k[i+1].z - k[i].z)
	}
	k[len(k)-1].slope = k[len(k)-2].slope
	return k, nil
}

// percents are the quantiles that have a key.
func percents() []int { return []int{1, 5, 10, 25, 50, 75, 90, 95, 99} }

// quantilesOf are the quantiles among the parameters, rising in probability.
func quantilesOf(p Params) quantiles {
	var out quantiles
	for _, percent := range percents() {
		key := quantileKey(percent)
		if x, ok := p.Numbers[key]; ok {
			z := score(float64(percent)/100, float64(100-percent)/100)
			out = append(out, knot{key: key, percent: percent, z: z, x: x})
		}
	}
	return out
}

func checkRising(k quantiles) *Fault {
	for i := 1; i < len(k); i++ {
		if !(k[i].x > k[i-1].x) {
			return fault(k[i].key, "%s has to be above %s, %s", num(k[i].x), k[i-1].key, num(k[i-1].x))
		}
	}
	return nil
}
