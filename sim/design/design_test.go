package design

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"hubcap/sim/stream"
)

// numbered are dimensions named x1, x2, ...
func numbered(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = "x" + strconv.Itoa(i+1)
	}
	return out
}

func mustNew(t testing.TB, sampling string, seed uint64, members int, names []string) *Design {
	t.Helper()
	d, err := New(sampling, seed, members, names)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sample is one dimension of all members.
func sample(d *Design, dim int) []float64 {
	out := make([]float64, d.members)
	for i := range out {
		out[i] = d.At(i, dim)
	}
	return out
}

// correlation of two samples of uniform numbers, whose means and variances are known.
func correlation(x, y []float64) float64 {
	sum := 0.
	for i := range x {
		sum += (x[i] - .5) * (y[i] - .5) * 12
	}
	return sum / float64(len(x))
}

// plausible fails if chi square of so many degrees of freedom is off by more than 4.5 standard
// deviations, on either side: too even is as wrong as too uneven.
func plausible(t *testing.T, what string, chi, freedom float64) {
	t.Helper()
	if z := (chi - freedom) / math.Sqrt(2*freedom); !(math.Abs(z) < 4.5) {
		t.Errorf("%s: chi square %.1f of %.0f degrees of freedom, %.1f standard deviations off", what, chi, freedom, z)
	}
}

// The numbers may never change: results that name their seed rest on them. Those of lhs and
// sobol were also worked out by a program in another language, with fractions and texts of
// binary places.
func TestPinned(t *testing.T) {
	names := numbered(1111)
	for _, dim := range []int{0, 1, 1110} {
		names[dim] = "gdp"
		for _, c := range []struct {
			seed            uint64
			members, member int
			lhs             float64
			sobol           map[int]float64
		}{
			{1, 1, 0, .37159762266513596, map[int]float64{0: .07981649788494105, 1: .07981649788494105, 1110: .07981649788494105}},
			{1, 10, 0, .31913760387332457, map[int]float64{0: .07981649788494105, 1: .07981649788494105, 1110: .07981649788494105}},
			{1, 10, 9, .4226084306838386, map[int]float64{0: .8183243816130484, 1: .2959739388824626, 1110: .2959739388824626}},
			{7, 1000, 999, .8164000308770624, map[int]float64{0: .7488903269649808, 1: .473925652712725, 1110: .05027121289464043}},
			{math.MaxUint64, 4096, 1234, .45904641348852293, map[int]float64{0: .4924623087240726, 1: .5341781250599552, 1110: .12336935045316377}},
		} {
			if got := mustNew(t, lhs, c.seed, c.members, names).At(c.member, dim); got != c.lhs {
				t.Errorf("lhs, seed %d, member %d of %d, dimension %d: %v, want %v", c.seed, c.member, c.members, dim, got, c.lhs)
			}
			if got := mustNew(t, sobol, c.seed, c.members, names).At(c.member, dim); got != c.sobol[dim] {
				t.Errorf("sobol, seed %d, member %d, dimension %d: %v, want %v", c.seed, c.member, dim, got, c.sobol[dim])
			}
		}
		names[dim] = "other " + strconv.Itoa(dim)
	}
}

// Every number lies strictly between 0 and 1, and those of a dimension are uniform: the mean,
// the variance and the distance of the distribution (Kolmogorov-Smirnov, 99.9 %).
func TestUniform(t *testing.T) {
	const n = 10_000
	for _, sampling := range Names() {
		d := mustNew(t, sampling, 3, n, numbered(1200))
		for _, dim := range []int{0, 1, 2, 100, 1110, 1111, 1199} {
			x, mean, variance, far := slices.Sorted(slices.Values(sample(d, dim))), 0., 0., 0.
			for i, u := range x {
				if !(u > 0 && u < 1) {
					t.Fatalf("%s gives %v", sampling, u)
				}
				mean += u / n
				variance += (u - .5) * (u - .5) / n
				far = max(far, u-float64(i)/n, float64(i+1)/n-u)
			}
			if !(math.Abs(mean-.5) < 4*.2887/math.Sqrt(n) && math.Abs(variance-1./12) < 4*.0745/math.Sqrt(n) && far < 1.95/math.Sqrt(n)) {
				t.Errorf("%s, dimension %d: mean %v, variance %v, distance %v", sampling, dim, mean, variance, far)
			}
			if len(slices.Compact(x)) != n {
				t.Errorf("%s, dimension %d: numbers repeat", sampling, dim)
			}
		}
	}
}

// Even the last bits give neither 0 nor 1, up to the longest design.
func TestEnds(t *testing.T) {
	for _, c := range []struct {
		bits uint64
		want float64
	}{{0, 0x1p-53}, {1 << 63, .5 + 0x1p-53}, {math.MaxUint64, 1 - 0x1p-53}} {
		if got := open(c.bits); got != c.want {
			t.Errorf("open(%x) = %v, want %v", c.bits, got, c.want)
		}
	}
	for _, sampling := range Names() {
		d := mustNew(t, sampling, 1, math.MaxUint32, []string{"a"})
		for _, i := range []int{0, 1, math.MaxUint32 - 1} {
			if u := d.At(i, 0); !(u > 0 && u < 1) {
				t.Errorf("%s: member %d of the longest design has %v", sampling, i, u)
			}
		}
	}
}

func TestPlainIsStream(t *testing.T) {
	d := mustNew(t, plain, 5, 100, []string{"a", "b"})
	for i := range 100 {
		if got, want := d.At(i, 1), stream.New(5, uint64(i), "b").Uniform(); got != want {
			t.Fatalf("member %d has %v, its stream %v", i, got, want)
		}
	}
}

// A longer design begins with the members of a shorter one just where Extends says so.
func TestExtends(t *testing.T) {
	names := numbered(1200)
	for _, sampling := range Names() {
		short, long := mustNew(t, sampling, 2, 100, names), mustNew(t, sampling, 2, 1000, names)
		same := 0
		for i := range 100 {
			for _, dim := range []int{0, 1, 500, 1199} {
				if short.At(i, dim) == long.At(i, dim) {
					same++
				}
			}
		}
		if (same == 400) != short.Extends() || (same == 0) == short.Extends() {
			t.Errorf("%s: %d of 400 numbers are the same, Extends %v", sampling, same, short.Extends())
		}
	}
}

// What else there is leaves a dimension as it is: with sobol only what stands behind it.
func TestOtherNames(t *testing.T) {
	for _, sampling := range Names() {
		alone := mustNew(t, sampling, 2, 50, []string{"a", "b"})
		behind := mustNew(t, sampling, 2, 50, []string{"a", "b", "c"})
		before := mustNew(t, sampling, 2, 50, []string{"c", "a", "b"})
		if !slices.Equal(sample(alone, 1), sample(behind, 1)) {
			t.Errorf("%s: a name behind changes those before it", sampling)
		}
		if got := slices.Equal(sample(alone, 1), sample(before, 2)); got != (sampling != sobol) {
			t.Errorf("%s: a name in front leaves those behind it as they were: %v", sampling, got)
		}
	}
}

// Another seed or name gives numbers that have nothing to do with the first, in the same
// place and with the same number of members.
func TestKeys(t *testing.T) {
	const n = 5000
	for _, sampling := range Names() {
		base := sample(mustNew(t, sampling, 1, n, []string{"a", "z"}), 0)
		for what, other := range map[string][]float64{
			"seed":       sample(mustNew(t, sampling, 2, n, []string{"a", "z"}), 0),
			"high seed":  sample(mustNew(t, sampling, 1+1<<40, n, []string{"a", "z"}), 0),
			"name":       sample(mustNew(t, sampling, 1, n, []string{"b", "z"}), 0),
			"empty name": sample(mustNew(t, sampling, 1, n, []string{"", "z"}), 0),
		} {
			// Two scrambles of one sequence share their strata: the coarsest flip, one bit,
			// decides most of the correlation. So ask only that the numbers differ there.
			limit := 4 / math.Sqrt(n)
			if sampling == sobol {
				limit = .999
			}
			if r := correlation(base, other); !(math.Abs(r) < limit) {
				t.Errorf("%s, another %s: correlation %.4f", sampling, what, r)
			}
			for i := range base {
				if base[i] == other[i] {
					t.Fatalf("%s, another %s: member %d has %v in both", sampling, what, i, base[i])
				}
			}
		}
	}
	// Over many seeds the same member is anywhere.
	for _, sampling := range Names() {
		x, y := make([]float64, n), make([]float64, n)
		for s := range x {
			d := mustNew(t, sampling, uint64(s), 16, []string{"a", "b"})
			x[s], y[s] = d.At(5, 0), d.At(5, 1)
		}
		if r := correlation(x, y); !(math.Abs(r) < 4/math.Sqrt(n)) {
			t.Errorf("%s: over seeds, two dimensions of one member have correlation %.4f", sampling, r)
		}
		if v := correlation(x, x); !(math.Abs(v-1) < 4*.894/math.Sqrt(n)) {
			t.Errorf("%s: over seeds, one member has %.4f of the variance of a uniform number", sampling, v)
		}
	}
}

// Goroutines that go forwards and backwards, and one design or two, find the same numbers.
func TestOrder(t *testing.T) {
	const n, dims = 64, 20
	for _, sampling := range Names() {
		d := mustNew(t, sampling, 9, n, numbered(dims))
		again := mustNew(t, sampling, 9, n, numbered(dims))
		var got [4][n * dims]float64
		var wait sync.WaitGroup
		for w := range got {
			wait.Go(func() {
				for k := range n * dims {
					if w%2 == 1 {
						k = n*dims - 1 - k
					}
					got[w][k] = d.At(k%n, k/n)
				}
			})
		}
		wait.Wait()
		for k := range n * dims {
			for w := range got {
				if want := again.At(k%n, k/n); got[w][k] != want {
					t.Fatalf("%s: goroutine %d finds %v for member %d, dimension %d, want %v", sampling, w, got[w][k], k%n, k/n, want)
				}
			}
		}
	}
}

// The caller may go on using its names.
func TestNamesAreCopied(t *testing.T) {
	names := []string{"a"}
	d := mustNew(t, plain, 1, 1, names)
	before := d.At(0, 0)
	if names[0] = "b"; d.At(0, 0) != before {
		t.Error("a design changes with the slice of its names")
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		sampling string
		members  int
		names    []string
		want     string
	}{
		{"halton", 1, nil, `sampling "halton" is not known; use one of ["plain" "lhs" "sobol"]`},
		{"", 1, nil, `use one of`},
		{plain, 0, nil, "at least 1"},
		{sobol, 1 << 32, nil, "at most 4294967295"},
		{lhs, 1, []string{"a", "b", "a"}, `dimension "a" is named twice`},
	} {
		if _, err := New(c.sampling, 1, c.members, c.names); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("New(%q, %d, %q) says %v, want %q", c.sampling, c.members, c.names, err, c.want)
		}
	}
	for _, sampling := range Names() {
		mustNew(t, sampling, 1, 3, nil) // nothing uncertain is no error
		d := mustNew(t, sampling, 1, 3, []string{"a"})
		for _, at := range [][2]int{{-1, 0}, {3, 0}, {0, 1}, {0, -1}} {
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%s: member %d, dimension %d of 3 and 1 is no panic", sampling, at[0], at[1])
					}
				}()
				d.At(at[0], at[1])
			}()
		}
	}
}

func BenchmarkAt(b *testing.B) {
	const members, dims = 10_000, 300
	names := numbered(dims)
	for i := range names {
		names[i] = "cluster.guian-" + names[i] + ".build.lead_time_months"
	}
	for _, sampling := range Names() {
		d := mustNew(b, sampling, 1, members, names)
		b.Run(sampling, func(b *testing.B) {
			i, sum := 0, 0.
			for b.Loop() {
				sum += d.At(i%members, i%dims)
				i++
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	names := numbered(300)
	for _, sampling := range Names() {
		b.Run(sampling, func(b *testing.B) {
			for b.Loop() {
				mustNew(b, sampling, 1, 10_000, names)
			}
		})
	}
}
