package dispatch

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestUnserved(t *testing.T) {
	far := math.Inf(1)
	for name, c := range map[string]struct {
		cost                 []float64 // two columns
		bound, willing, room []float64
		want                 []float64 // not willing, no delay, no rack, by row
	}{
		"all served":        {[]float64{1, 1}, []float64{0}, []float64{0}, []float64{5, 5}, []float64{0, 0, 0}},
		"away is free":      {[]float64{1, 1}, []float64{7}, []float64{0}, []float64{0, 5}, []float64{5, 0, 2}},
		"too far is free":   {[]float64{1, far}, []float64{3}, []float64{4}, []float64{0, 5}, []float64{0, 5, 2}},
		"first will":        {[]float64{1, far}, []float64{9}, []float64{0}, []float64{4, 3}, []float64{4, 3, 2}},
		"nowhere":           {[]float64{far, far}, []float64{3}, []float64{4}, []float64{0, 2}, []float64{0, 7, 0}},
		"full":              {[]float64{1, 1}, []float64{3}, []float64{4}, []float64{0, 0}, []float64{0, 0, 7}},
		"rounding is full":  {[]float64{1, 1}, []float64{3}, []float64{0}, []float64{0, 1e-7}, []float64{0, 0, 3}},
		"shared alike":      {[]float64{1, 1, 1, 1}, []float64{6, 2}, []float64{0, 0}, []float64{0, 4}, []float64{8. / 3, 0, 10. / 3, 4. / 3, 0, 2. / 3}},
		"no more than near": {[]float64{1, far, 1, 1}, []float64{9, 1}, []float64{0, 0}, []float64{2, 6}, []float64{2 / 1.125, 5.25, 9 - 2/1.125 - 5.25, .25/1.125 + .75, 0, 0.25 - .25/1.125}},
	} {
		p := &Problem{Rows: len(c.bound), Columns: 2, Cost: c.cost}
		got := make([]float64, len(c.bound)*Reasons)
		NewUnserved(2).Explain(p, c.bound, c.willing, c.room, got)
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 1e-12 {
				t.Errorf("%s: %v, want %v", name, got, c.want)
				break
			}
		}
	}
}

// All is explained, and nothing twice; what more will or less delay would serve is not more
// than the racks that are free.
func TestUnservedAddsUp(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 4))
	for range 500 {
		p := &Problem{Rows: 1 + rnd.IntN(6), Columns: 1 + rnd.IntN(5)}
		room := make([]float64, p.Columns)
		for j := range room {
			room[j] = float64(rnd.IntN(3)) * rnd.Float64()
		}
		bound, willing := make([]float64, p.Rows), make([]float64, p.Rows)
		for row := range p.Rows {
			bound[row], willing[row] = float64(rnd.IntN(2))*rnd.Float64(), float64(rnd.IntN(2))*rnd.Float64()
			for range p.Columns {
				p.Cost = append(p.Cost, []float64{1, math.Inf(1)}[rnd.IntN(2)])
			}
		}
		got := make([]float64, p.Rows*Reasons)
		NewUnserved(p.Columns).Explain(p, bound, willing, room, got)
		used := 0.
		for row := range p.Rows {
			of := got[row*Reasons:][:Reasons]
			if math.Abs(Sum(of, 1)-bound[row]-willing[row]) > 1e-9 || of[NotWilling] < 0 || of[NoDelay] < 0 || of[NotWilling] > bound[row]+1e-9 {
				t.Fatalf("%v of %v bound and %v willing", of, bound[row], willing[row])
			}
			if used += of[NotWilling]; !p.tooFar(row) {
				used += of[NoDelay]
			}
		}
		if used > Sum(room, 1)+1e-9 {
			t.Fatalf("%v racks would be used of %v", used, room)
		}
	}
}
