package design

import (
	"math"
	"math/bits"
	"slices"
	"testing"
)

// The sequence before scrambling: its first points, and some as SciPy 1.10.1 has them. Both
// are in the order of the Gray code.
func TestPoints(t *testing.T) {
	nets, err := newNets(0, numbered(all))
	if err != nil || len(nets) != all {
		t.Fatal(len(nets), err)
	}
	at := func(i, dim int) float64 { return float64(nets[dim-1].point(uint32(i^i>>1))) / (1 << 32) }
	for i, want := range [][3]float64{
		{0, 0, 0}, {.5, .5, .5}, {.75, .25, .25}, {.25, .75, .75}, {.375, .375, .625}, {.875, .875, .125},
		{.625, .125, .875}, {.125, .625, .375}, {.1875, .3125, .9375}, {.6875, .8125, .4375},
	} {
		if got := [3]float64{at(i, 1), at(i, 2), at(i, 3)}; got != want {
			t.Errorf("point %d is %v, want %v", i, got, want)
		}
	}
	for dim := range nets { // each bit of the index has a place that those below it leave alone
		for k := range 32 {
			if got := bits.TrailingZeros32(nets[dim].point(1 << k)); got != 31-k {
				t.Fatalf("dimension %d: the last place of point 2^%d is %d", dim+1, k, 32-got)
			}
		}
	}
	for dim, want := range map[int]float64{4: .6767578125, 10: .0693359375, 100: .1865234375, 500: .2548828125, 1111: .3701171875} {
		if got := at(1000, dim); got != want {
			t.Errorf("point 1000 has %v in dimension %d, want %v", got, dim, want)
		}
	}
}

// Every aligned block of 2^k members has one in each 2^k-th of every single dimension.
func TestBlocks(t *testing.T) {
	d := mustNew(t, sobol, 5, 1<<12, numbered(all))
	for dim := range all {
		for _, k := range []int{1, 3, 6} {
			for _, block := range []int{0, 1, 5, 1<<(12-k) - 1} {
				seen := uint64(0)
				for i := range 1 << k {
					seen |= 1 << int(d.At(block<<k+i, dim)*float64(int(1)<<k))
				}
				if bits.OnesCount64(seen) != 1<<k {
					t.Fatalf("dimension %d, block %d of %d: %d strata are met", dim+1, block, 1<<k, bits.OnesCount64(seen))
				}
			}
		}
	}
}

// boxes calls f with every way to share so many halvings among the dimensions.
func boxes(halvings, dims int, f func(cuts []int)) {
	cuts := make([]int, dims)
	var share func(dim, left int)
	share = func(dim, left int) {
		if dim == dims-1 {
			cuts[dim] = left
			f(cuts)
			return
		}
		for c := range left + 1 {
			cuts[dim] = c
			share(dim+1, left-c)
		}
	}
	share(0, halvings)
}

// uneven is how many of the ways to halve the dimensions, down to boxes of 2^quality members,
// leave a box with more or fewer, among members from*2^size to (from+1)*2^size.
func uneven(d *Design, dims []int, from, size, quality int) int {
	bad := 0
	boxes(size-quality, len(dims), func(cuts []int) {
		count := make([]int, 1<<(size-quality))
		for i := range 1 << size {
			box := 0
			for j, dim := range dims {
				box = box<<cuts[j] | int(d.At(from<<size+i, dim)*float64(int(1)<<cuts[j]))
			}
			count[box]++
		}
		if slices.ContainsFunc(count, func(c int) bool { return c != 1<<quality }) {
			bad++
		}
	})
	return bad
}

// Several dimensions together are a scrambled (t,m,s)-net. Sobol 1967: t is at most the sum of
// the degrees of the polynomials less one each, where the first dimension has degree 1.
func TestNets(t *testing.T) {
	for seed := range uint64(2) {
		d := mustNew(t, sobol, seed, 1<<11, numbered(10))
		for _, c := range []struct {
			dims    []int // from 0
			quality int
		}{
			{[]int{0, 1}, 0}, {[]int{0, 2}, 1}, {[]int{1, 2}, 1}, {[]int{0, 3}, 2}, {[]int{2, 3}, 3}, {[]int{3, 4}, 4}, {[]int{1, 5}, 3},
			{[]int{0, 1, 2}, 1}, {[]int{0, 1, 3}, 2}, {[]int{0, 1, 2, 3}, 3},
		} {
			for size := c.quality; size <= 10; size++ {
				for _, from := range []int{0, 1} {
					if bad := uneven(d, c.dims, from, size, c.quality); bad != 0 {
						t.Errorf("dimensions %v, members from %d: %d ways to halve them are not a (%d,%d,%d)-net", c.dims, from<<size, bad, c.quality, size, len(c.dims))
					}
				}
			}
		}
		// No three dimensions are a net of quality 0 in base 2 but the first: the test can fail.
		if uneven(d, []int{0, 1, 2, 3}, 0, 8, 0) == 0 {
			t.Error("four dimensions are a net of quality 0, which there is not in base 2")
		}
	}
}

// Scrambling is nested: two numbers that agree in just so many first places do so afterwards.
func TestScrambleIsNested(t *testing.T) {
	for i := range uint64(20_000) {
		key := word(1, i)
		x, y := uint32(word(2, i)), uint32(word(3, i))>>(i%32)
		y ^= x
		got, want := bits.LeadingZeros32(uint32(scramble(x, key)>>32^scramble(y, key)>>32)), bits.LeadingZeros32(x^y)
		if got != want {
			t.Fatalf("%032b and %032b agree in %d places, scrambled in %d", x, y, want, got)
		}
	}
}

// Every flip is as likely as none and has nothing to do with that of another place, before,
// beside or behind it, nor with the random places below the sequence.
func TestFlips(t *testing.T) {
	const keys = 5000
	numbers := []uint32{0, 1 << 31, 1 << 30, 3 << 30, 1, math.MaxUint32}
	var flips [][]int8 // of each place, and what is before it: +1 or -1 for each key
	seen := map[[2]uint64]bool{}
	for _, x := range numbers {
		for place := range 44 {
			node := [2]uint64{uint64(place), uint64(x) << 12 >> (44 - place)}
			if seen[node] {
				continue
			}
			seen[node] = true
			one := make([]int8, keys)
			for k := range one {
				one[k] = int8(scramble(x, uint64(k))>>(63-place)&1)*2 - 1 // poor keys, one after the other
			}
			flips = append(flips, one)
		}
	}
	sum, pairs := 0., 0.
	for a := range flips {
		for b := range a {
			together, both := 0, 0
			for k := range keys {
				together += int(flips[a][k]) * int(flips[b][k])
				both += int(flips[a][k])
			}
			sum += float64(together) * float64(together) / keys
			pairs++
			if !(math.Abs(float64(both)) < 4.5*math.Sqrt(keys)) {
				t.Fatalf("flip %d is %d more often on than off", a, both)
			}
		}
	}
	plausible(t, "flips", sum, pairs)
}

// Dimensions beyond the table are plain, and the design says how many.
func TestBeyondTheTable(t *testing.T) {
	for _, c := range []struct {
		sampling    string
		dims, plain int
	}{{sobol, 0, 0}, {sobol, 1, 0}, {sobol, all, 0}, {sobol, all + 1, 1}, {sobol, 1200, 89}, {lhs, 1200, 0}, {plain, 1200, 0}} {
		if got := mustNew(t, c.sampling, 1, 10, numbered(c.dims)).Plain(); got != c.plain {
			t.Errorf("%s with %d dimensions: %d plain ones, want %d", c.sampling, c.dims, got, c.plain)
		}
	}
	s, p := mustNew(t, sobol, 1, 10, numbered(1200)), mustNew(t, plain, 1, 10, numbered(1200))
	for i := range 10 {
		if s.At(i, 1110) == p.At(i, 1110) || s.At(i, 1111) != p.At(i, 1111) {
			t.Errorf("member %d is not plain from dimension 1,112 on, and scrambled before", i)
		}
	}
}
