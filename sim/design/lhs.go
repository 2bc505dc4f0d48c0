package design

import (
	"math"
	"math/bits"
)

// latin is one dimension of a Latin hypercube (McKay, Beckman and Conover 1979): a random
// permutation says which member lies in which of the n strata, a random number where in it.
//
// The permutation is worked out for one member at a time by a Feistel cipher on the numbers
// x = b*left + right below a*b >= n, with sums modulo a and b, and applied again while the
// outcome is n or more: Black and Rogaway 2002, "Ciphers with arbitrary finite domains".
type latin struct {
	members uint64
	a, b    uint64 // sizes of the halves, a*b < members + a
	order   uint64 // the key of the permutation
	place   uint64 // and that of the places within the strata
}

// rounds of the cipher, of both halves each. The strata of two members are then 0.4 % in total
// variation from any two being equally likely with 5 or 6 members, the worst case, 0.03 % with
// up to 12, and nearer with more: worked out by powers of the transition matrix.
const rounds = 8

func newLatin(seed uint64, members int, names []string) []latin {
	n := uint64(members)
	a := uint64(math.Ceil(math.Sqrt(float64(members))))
	b := (n + a - 1) / a
	out := make([]latin, len(names))
	for i, name := range names {
		order, place := keys(lhs, seed, n, name)
		out[i] = latin{n, a, b, order, place}
	}
	return out
}

// at is the number of a member in units of 2^-64: (stratum + a fraction) / members.
func (l *latin) at(member uint64) uint64 {
	quotient, _ := bits.Div64(l.stratum(member), word(l.place, member), l.members)
	return quotient
}

// stratum is where the permutation takes a member.
func (l *latin) stratum(x uint64) uint64 {
	for {
		left, right := x/l.b, x%l.b
		for r := range uint64(rounds) {
			left = around(left+l.below(l.a, 2*r, right), l.a)
			right = around(right+l.below(l.b, 2*r+1, left), l.b)
		}
		if x = left*l.b + right; x < l.members {
			return x
		}
	}
}

// below is a random number below size that belongs to a round and to half of a number.
func (l *latin) below(size, round, half uint64) uint64 {
	high, _ := bits.Mul64(word(l.order, half<<8|round), size)
	return high
}

// around is x modulo size for x < 2*size.
func around(x, size uint64) uint64 {
	if x >= size {
		return x - size
	}
	return x
}
