package design

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const all = 1111 // dimensions of the table

// row is a line of the table.
type row struct {
	degree uint
	poly   uint64 // all coefficients
	m      []uint64
}

// rows reads the table by itself.
func rows(t *testing.T) []row {
	t.Helper()
	var out []row
	for line := range strings.Lines(directions) {
		if line[0] == '#' {
			continue
		}
		var n []uint64
		for _, f := range strings.Fields(line) {
			v, err := strconv.ParseUint(f, 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			n = append(n, v)
		}
		if n[0] != uint64(len(out)+2) || n[1] != uint64(len(n)-3) {
			t.Fatalf("line %q is out of place or of another length", line)
		}
		out = append(out, row{uint(n[1]), 1<<n[1] | n[2]<<1 | 1, n[3:]})
	}
	if len(out)+1 != all {
		t.Fatalf("%d dimensions", len(out)+1)
	}
	return out
}

// times multiplies polynomials over GF(2), modulo one of a degree.
func times(a, b, modulus uint64, degree uint) uint64 {
	out := uint64(0)
	for ; b != 0; b >>= 1 {
		if b&1 == 1 {
			out ^= a
		}
		if a <<= 1; a>>degree&1 == 1 {
			a ^= modulus
		}
	}
	return out
}

// primitive says whether x has order 2^degree - 1 modulo the polynomial: it does not for any
// product of smaller ones.
func primitive(poly uint64, degree uint) bool {
	order := uint64(1)<<degree - 1
	power := func(e uint64) uint64 {
		out, x := times(1, 1, poly, degree), times(1, 2, poly, degree)
		for ; e != 0; e >>= 1 {
			if e&1 == 1 {
				out = times(out, x, poly, degree)
			}
			x = times(x, x, poly, degree)
		}
		return out
	}
	if power(order) != power(0) {
		return false
	}
	rest := order
	for p := uint64(2); rest > 1; p++ {
		if rest%p == 0 {
			if power(order/p) == power(0) {
				return false
			}
			for rest%p == 0 {
				rest /= p
			}
		}
	}
	return true
}

// The table has every primitive polynomial of degrees 1 to 13, in order, and odd m_i < 2^i.
func TestTable(t *testing.T) {
	table, next := rows(t), 0
	for degree := uint(1); degree <= 13; degree++ {
		for poly := uint64(1)<<degree | 1; poly < 2<<degree; poly += 2 {
			if !primitive(poly, degree) {
				continue
			}
			if next == len(table) || table[next].poly != poly {
				t.Fatalf("dimension %d is not of polynomial %b", next+2, poly)
			}
			next++
		}
	}
	for d, r := range table {
		for i, m := range r.m {
			if m%2 == 0 || m >= 2<<i {
				t.Errorf("dimension %d: m_%d is %d", d+2, i+1, m)
			}
		}
	}
}

// The numbers on which SciPy 1.10.1 and Boost 1.74 agree.
func TestTableIsUnchanged(t *testing.T) {
	_, numbers, _ := strings.Cut(directions, "\n2 1 0 1\n")
	sum := sha256.Sum256([]byte("2 1 0 1\n" + numbers))
	if got := hex.EncodeToString(sum[:]); got != "7838fc1b799f19881782a0a9b76aa7cc7bb1f1b3f14cf84bf6635c900ee055ea" {
		t.Errorf("SHA-256 of the lines is %s", got)
	}
}

// Sobol's property A, which the authors of the table state up to dimension 1,111: the first
// 2^1111 points have exactly one in each part of the cube halved along every dimension. So the
// leading bits of the first 1,111 columns of all dimensions are a regular matrix over GF(2).
func TestPropertyA(t *testing.T) {
	var matrix [all][(all + 63) / 64]uint64 // bit k of row d: the leading bit of column k
	set := func(d, k int) { matrix[d][k/64] |= 1 << (k % 64) }
	get := func(d, k int) uint64 { return matrix[d][k/64] >> (k % 64) & 1 }
	set(0, 0)
	for i, r := range rows(t) {
		s := int(r.degree)
		for k := range all {
			lead := uint64(0)
			if k < s {
				lead = r.m[k] >> k
			} else {
				for j := 1; j <= s; j++ { // the leading bit of v_(k-s) >> s is 0
					lead ^= r.poly >> (s - j) & 1 & get(i+1, k-j)
				}
			}
			if lead == 1 {
				set(i+1, k)
			}
		}
	}
	for k := range all {
		pivot := slices.IndexFunc(matrix[k:], func(r [(all + 63) / 64]uint64) bool { return r[k/64]>>(k%64)&1 == 1 })
		if pivot < 0 {
			t.Fatalf("the matrix of leading bits has rank %d", k)
		}
		matrix[k], matrix[k+pivot] = matrix[k+pivot], matrix[k]
		for d := k + 1; d < all; d++ {
			if get(d, k) == 1 {
				for w := range matrix[d] {
					matrix[d][w] ^= matrix[k][w]
				}
			}
		}
	}
}

func TestTableErrors(t *testing.T) {
	for _, text := range []string{"2 1 0\n", "2 2 1 1\n", "2 1 0 x\n", "2 1 0 -1\n"} {
		if _, err := table(text, 2); err == nil || !strings.Contains(err.Error(), "dimension 2") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
