package stream

import (
	"crypto/sha256"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

const many = 20_000

// uniforms are the first n numbers of a stream.
func uniforms(n int, seed, member uint64, name string) []float64 {
	s, out := New(seed, member, name), make([]float64, n)
	for i := range out {
		out[i] = s.Uniform()
	}
	return out
}

// apart fails if the sample is not uniform on (0, 1): the Kolmogorov-Smirnov distance is
// above its 99.9 % point, 1.95/sqrt(n).
func apart(t *testing.T, what string, sample []float64) {
	t.Helper()
	x, n, d := slices.Sorted(slices.Values(sample)), float64(len(sample)), 0.
	for i, u := range x {
		d = max(d, u-float64(i)/n, float64(i+1)/n-u)
	}
	if !(d < 1.95/math.Sqrt(n)) {
		t.Errorf("%s: %d numbers are %.4f away from uniform, more than %.4f", what, len(x), d, 1.95/math.Sqrt(n))
	}
}

// related fails if two samples go together: a correlation of more than 4/sqrt(n).
func related(t *testing.T, what string, x, y []float64) {
	t.Helper()
	n, sxy := float64(len(x)), 0.
	for i := range x {
		sxy += (x[i] - .5) * (y[i] - .5) * 12 // a uniform has variance 1/12
	}
	if r := sxy / n; !(math.Abs(r) < 4/math.Sqrt(n)) {
		t.Errorf("%s: correlation %.4f of %d pairs", what, r, len(x))
	}
}

// The numbers may never change: results that name their seed rest on them. The uniforms were
// also worked out by a ChaCha8Rand written from its specification (C2SP) in another language.
func TestPinned(t *testing.T) {
	for _, c := range []struct {
		seed, member uint64
		name         string
		want         [3]float64
	}{
		{0, 0, "", [3]float64{0.5922999659899987, 0.3583854662459339, 0.31414493037952995}},
		{1, 0, "cut a--b", [3]float64{0.13312357171996425, 0.5345079910241249, 0.0841835898020632}},
		{1, 1, "cut a--b", [3]float64{0.8978261300663554, 0.4031424315381459, 0.9926813725793578}},
		{math.MaxUint64, math.MaxUint64, "贵阳--广州, longer than the eighty bytes for which there is room without allocation of more", [3]float64{0.21381271374748712, 0.9555241664542894, 0.14088520427670626}},
	} {
		if got := [3]float64(uniforms(3, c.seed, c.member, c.name)); got != c.want {
			t.Errorf("(%d, %d, %q) begins with %v, want %v", c.seed, c.member, c.name, got, c.want)
		}
	}
	s := New(1, 0, "cut a--b")
	if got := [2]float64{s.Exponential(12), s.Exponential(8766)}; got != [2]float64{1.7143060835404178, 6703.01261891179} {
		t.Errorf("exponentials %v", got)
	}
}

// The key is what the text says, put together by hand.
func TestKey(t *testing.T) {
	plain := rand.NewChaCha8(sha256.Sum256([]byte("\x02\x01\x00\x00\x00\x00\x00\x00" + "\x03\x00\x00\x00\x00\x00\x00\x00" + "x")))
	s := New(258, 3, "x")
	for i := range 1000 { // beyond the generator's own re-keying after 480 numbers
		if got, want := s.Uniform(), float64(plain.Uint64()>>12)/(1<<52)+1./(1<<53); got != want {
			t.Fatalf("number %d: %v, want %v", i, got, want)
		}
	}
}

// The ends of the open interval, and exact steps between.
func TestOpen(t *testing.T) {
	for _, c := range []struct {
		bits uint64
		want float64
	}{
		{0, 0x1p-53}, {1<<12 - 1, 0x1p-53}, {1 << 12, 3 * 0x1p-53}, {1<<63 - 1, .5 - 0x1p-53}, {1 << 63, .5 + 0x1p-53}, {math.MaxUint64, 1 - 0x1p-53},
	} {
		if got := open(c.bits); got != c.want || !(got > 0 && got < 1) || open(^c.bits) != 1-got {
			t.Errorf("open(%x) = %v, want %v; of the opposite bits %v", c.bits, got, c.want, open(^c.bits))
		}
	}
}

// Streams say the same whatever was drawn before, and from which others in between.
func TestOrder(t *testing.T) {
	alone := uniforms(100, 7, 3, "b")
	a, b, other := New(7, 3, "a"), New(7, 3, "b"), New(7, 4, "b")
	for i := range alone {
		a.Uniform()
		if i%3 == 0 {
			other.Exponential(1)
		}
		if got := b.Uniform(); got != alone[i] {
			t.Fatalf("number %d is %v between others, %v alone", i, got, alone[i])
		}
	}
}

// Near names, members and seeds have nothing in common.
func TestIndependence(t *testing.T) {
	base := uniforms(many, 1, 1, "cut a--b")
	apart(t, "base", base)
	related(t, "the next number", base[1:], base[:many-1])
	for _, c := range []struct {
		what string
		u    []float64
	}{
		{"seed", uniforms(many, 2, 1, "cut a--b")},
		{"member", uniforms(many, 1, 2, "cut a--b")},
		{"high member", uniforms(many, 1, 1+1<<32, "cut a--b")},
		{"name", uniforms(many, 1, 1, "cut a--c")},
		{"longer name", uniforms(many, 1, 1, "cut a--b ")},
		{"no name", uniforms(many, 1, 1, "")},
	} {
		apart(t, c.what, c.u)
		related(t, c.what, base, c.u)
	}
}

// One number from each of many members, seeds or names is as good as many from one.
func TestAcross(t *testing.T) {
	var member, seed, name, second [many]float64
	for i := range member {
		s := New(5, uint64(i), "weather")
		member[i], second[i] = s.Uniform(), s.Uniform()
		seed[i] = New(uint64(i), 5, "weather").Uniform()
		name[i] = New(5, 5, "weather"+strconv.Itoa(i)).Uniform()
	}
	apart(t, "members", member[:])
	apart(t, "second numbers", second[:])
	apart(t, "seeds", seed[:])
	apart(t, "names", name[:])
	related(t, "first and second", member[:], second[:])
	related(t, "members and seeds", member[:], seed[:])
	related(t, "a member and the next", member[1:], member[:many-1])
	related(t, "a name and the next", name[1:], name[:many-1])
}

// The mean, the variance and the upper tail of the uniform and of the exponential, within
// four standard errors; and the exponential's own distribution gives back the uniforms.
func TestMoments(t *testing.T) {
	const n = 200_000
	u, s := uniforms(n, 3, 0, "moments"), New(3, 0, "moments")
	x, back := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = s.Exponential(12)
		back[i] = -math.Expm1(-x[i] / 12)
		if math.Abs(back[i]-u[i]) > 1e-15 {
			t.Fatalf("Exponential(12) = %v is at %v of its distribution, want %v", x[i], back[i], u[i])
		}
	}
	apart(t, "exponential", back)
	for _, c := range []struct {
		what      string
		sample    []float64
		of        func(x float64) float64
		want, dev float64 // and the standard deviation of one
	}{
		{"mean", u, func(x float64) float64 { return x }, .5, .289},
		{"variance", u, func(x float64) float64 { return (x - .5) * (x - .5) }, 1. / 12, .0745},
		{"exponential mean", x, func(x float64) float64 { return x }, 12, 12},
		{"exponential variance", x, func(x float64) float64 { return (x - 12) * (x - 12) }, 144, 144 * math.Sqrt(8)},
		{"above three means", x, func(x float64) float64 {
			if x > 36 {
				return 1
			}
			return 0
		}, math.Exp(-3), math.Sqrt(math.Exp(-3) * (1 - math.Exp(-3)))},
	} {
		sum := 0.
		for _, v := range c.sample {
			sum += c.of(v)
		}
		if got, limit := sum/n, 4*c.dev/math.Sqrt(n); !(math.Abs(got-c.want) < limit) {
			t.Errorf("%s %v, want %v +- %v", c.what, got, c.want, limit)
		}
	}
	if got := New(1, 1, "zero").Exponential(0); got != 0 {
		t.Errorf("an exponential of mean 0 is %v", got)
	}
}

func BenchmarkNew(b *testing.B) {
	sum := 0.
	for b.Loop() {
		sum += New(1, 2, "cut guiyang--guangzhou").Exponential(3)
	}
}

func BenchmarkExponential(b *testing.B) {
	s, sum := New(1, 2, "x"), 0.
	for b.Loop() {
		sum += s.Exponential(3)
	}
}
