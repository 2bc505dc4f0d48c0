package distribution

import "math"

// uniform is the uniform distribution.
type uniform struct{ low, high float64 }

func (f uniform) at(p, q float64) float64 {
	if p < q {
		return f.low + float64(p*(f.high-f.low))
	}
	return f.high - float64(q*(f.high-f.low))
}

func (f uniform) tails(x float64) (p, q float64) {
	return (x - f.low) / (f.high - f.low), (f.high - x) / (f.high - f.low)
}

func (f uniform) ends() (low, high float64) { return f.low, f.high }
func (f uniform) kinks() []float64          { return nil }

func buildUniform(p Params) (shape, *Fault) {
	f := uniform{p.Numbers["low"], p.Numbers["high"]}
	return f, checkEnds(f.low, f.high)
}

func checkEnds(low, high float64) *Fault {
	if !(low < high) {
		return fault("high", "%s has to be above low, %s", num(high), num(low))
	}
	return nil
}

// triangular is the triangular distribution. The density rises and falls linearly, so that the
// probability on either side is a square of the distance from the end.
type triangular struct{ low, mode, high float64 }

func (r triangular) at(p, q float64) float64 {
	if p < r.left() {
		return min(r.low+math.Sqrt(float64(p*(r.high-r.low))*(r.mode-r.low)), r.mode)
	}
	return max(r.high-math.Sqrt(float64(q*(r.high-r.low))*(r.high-r.mode)), r.mode)
}

func (r triangular) tails(x float64) (p, q float64) {
	if x < r.mode {
		p = float64((x - r.low) / (r.high - r.low) * ((x - r.low) / (r.mode - r.low)))
		return p, 1 - p
	}
	if x >= r.high {
		return 1, 0
	}
	q = float64((r.high - x) / (r.high - r.low) * ((r.high - x) / (r.high - r.mode)))
	return 1 - q, q
}

// left is the probability below the mode.
func (r triangular) left() float64 { return (r.mode - r.low) / (r.high - r.low) }

func (r triangular) ends() (low, high float64) { return r.low, r.high }
func (r triangular) kinks() []float64          { return []float64{r.left()} }

func buildTriangular(p Params) (shape, *Fault) {
	r := triangular{p.Numbers["low"], p.Numbers["mode"], p.Numbers["high"]}
	return r, checkMode(r.low, r.mode, r.high)
}

func checkMode(low, mode, high float64) *Fault {
	if f := checkEnds(low, high); f != nil {
		return f
	}
	if !(mode >= low && mode <= high) {
		return fault("mode", "%s has to lie between low and high, %s", num(mode), span(low, high))
	}
	return nil
}
