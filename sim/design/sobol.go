package design

import (
	_ "embed" // the table of direction numbers
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// directions is the published table, one line for each dimension from the second on: the
// dimension, the degree s and the inner coefficients a of its primitive polynomial, and its
// first direction numbers m_1 to m_s. Source and licence stand in the file.
//
//go:embed joe-kuo.txt
var directions string

// net is one dimension of the Sobol sequence, scrambled.
type net struct {
	column [32]uint32 // what each bit of the index contributes, the first binary place on top
	key    uint64
}

// newNets are the dimensions of the names, as far as the table goes.
func newNets(seed uint64, names []string) ([]net, error) {
	columns, err := table(directions, len(names))
	if err != nil {
		return nil, err
	}
	out := make([]net, len(columns))
	for i := range out {
		key, _ := keys(sobol, seed, 0, names[i])
		out[i] = net{columns[i], key}
	}
	return out, nil
}

// table reads at most so many dimensions. The first has no line: its points are those of van
// der Corput.
func table(text string, dims int) ([][32]uint32, error) {
	var out [][32]uint32
	if dims > 0 {
		var first [32]uint32
		for k := range first {
			first[k] = 1 << (31 - k)
		}
		out = append(out, first)
	}
	for line := range strings.Lines(text) {
		if len(out) >= dims {
			break
		}
		if strings.HasPrefix(line, "#") {
			continue
		}
		column, err := columns(line)
		if err != nil {
			return nil, fmt.Errorf("direction numbers of dimension %d: %w", len(out)+1, err)
		}
		out = append(out, column)
	}
	return out, nil
}

// columns works out the direction numbers of one line by the recurrence of its polynomial
// x^s + a_1 x^(s-1) + ... + a_(s-1) x + 1, as in Bratley and Fox 1988 (Algorithm 659).
func columns(line string) ([32]uint32, error) {
	var v [32]uint32
	fields := strings.Fields(line)
	number := make([]uint32, len(fields))
	for i, f := range fields {
		n, err := strconv.ParseUint(f, 10, 32)
		if err != nil {
			return v, err
		}
		number[i] = uint32(n)
	}
	if len(number) < 4 || len(number) != 3+int(number[1]) {
		return v, fmt.Errorf("%q is not: dimension, degree s, coefficients, s numbers", line)
	}
	s, a, m := int(number[1]), number[2], number[3:]
	for k := range v {
		if k < s {
			v[k] = m[k] << (31 - k)
			continue
		}
		v[k] = v[k-s] ^ v[k-s]>>s
		for i := 1; i < s; i++ {
			if a>>(s-1-i)&1 == 1 {
				v[k] ^= v[k-i]
			}
		}
	}
	return v, nil
}

// at is the number of a member in units of 2^-64.
func (n *net) at(member uint64) uint64 { return scramble(n.point(uint32(member)), n.key) }

// point is the number of a member before scrambling, in units of 2^-32. Members are taken in
// their plain order, not in that of the Gray code.
func (n *net) point(member uint32) uint32 {
	x := uint32(0)
	for ; member != 0; member &= member - 1 {
		x ^= n.column[bits.TrailingZeros32(member)]
	}
	return x
}

// scramble is nested uniform scrambling (Owen 1995, "Randomly permuted (t,m,s)-nets and
// (t,s)-sequences"): every binary place is flipped or not at random, by what the places before
// it are. To hash those places instead of keeping a tree of flips is of Laine and Karras 2011.
// Here each place has a hash of its own: slower than their one for all places (Burley 2020,
// "Practical hash-based Owen scrambling"), but as random as the hash, in any two places. Below
// the 32 places of the sequence all is random.
func scramble(x uint32, key uint64) uint64 {
	flips := uint32(0)
	for place := range 32 {
		before := uint64(x)>>(32-place) | 1<<place // behind a one, to tell 0 from 00
		flips |= uint32(word(key, before)>>63) << (31 - place)
	}
	return uint64(x^flips)<<32 | word(key, uint64(x)|1<<32)>>32
}
