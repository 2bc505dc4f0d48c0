package ensemble

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"hubcap/sim/result"
)

var update = flag.Bool("update", false, "rewrite the golden hashes")

// hash is that of a result and its series.
func hash(t *testing.T, r *result.Result) string {
	t.Helper()
	data, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.New()
	sum.Write(data)
	if err := r.Series.Write(sum); err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Each {
		fmt.Fprintln(sum, m)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Any number of workers and any order of the members give the same files to the byte; so does
// the race detector, under which goroutines run in other orders: the hashes are checked in.
func TestSameBytes(t *testing.T) {
	const golden = "testdata/bytes.txt"
	var got strings.Builder
	for _, c := range []struct {
		name    string
		members int
	}{{small, 10}, {linear, 140}, {"guizhou-2024", 3}} {
		s := study(t, c.name)
		s.Members, s.MostFailed = c.members, .2
		var first string
		var values []float64
		for _, jobs := range []int{1, 2, 7} {
			s.Jobs = jobs
			if jobs == 7 { // and begun in another order
				random := rand.New(rand.NewPCG(1, 2))
				orders := map[int][]int{}
				for _, n := range []int{min(block, s.Members), s.Members % block} {
					orders[n] = random.Perm(n)
				}
				s.order = func(i, n int) int { return orders[n][i] }
			}
			var kept []float64
			s.Keep = func(_ int, v []float64) error { kept = append(kept, v[len(v)-1], v[len(v)/2]); return nil }
			h := hash(t, told(s, run(t, s)))
			if jobs == 1 {
				first, values = h, kept
			}
			if h != first || fmt.Sprint(kept) != fmt.Sprint(values) {
				t.Errorf("%s: %d jobs give other bytes than one", c.name, jobs)
			}
		}
		fmt.Fprintf(&got, "%s %s\n", c.name, first)
	}
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if want := text(t, golden); got.String() != want {
		t.Errorf("other bytes than before; if they are meant to be (see what result.json changed in), run with -update\n%swant\n%s", got.String(), want)
	}
}

// The first members are the same however many follow, but for a Latin hypercube, every member
// of which has its place among so many.
func TestMembersStay(t *testing.T) {
	many := 1000
	if underRace {
		many = 200
	}
	for _, c := range []struct {
		name, sampling string
		few, many      int
		stay           bool
	}{
		{linear, "plain", 100, many, true},
		{linear, "sobol", 100, many, true},
		{linear, "lhs", 100, many, false},
		{small, "plain", 8, 20, true},
		{small, "sobol", 8, 20, true},
	} {
		s := study(t, c.name, "time.step=quarter")
		s.Sampling, s.MostFailed, s.Members = c.sampling, .2, c.few
		few := run(t, s).Members
		s.Members = c.many
		many := run(t, s).Members[:c.few]
		if same := fmt.Sprint(few) == fmt.Sprint(many); same != c.stay {
			t.Errorf("%s, %s: the same first members: %v", c.name, c.sampling, same)
		}
		s.Members, s.Seed = c.few, 2
		if other := run(t, s).Members; fmt.Sprint(other[0].Drawn) == fmt.Sprint(few[0].Drawn) {
			t.Errorf("%s, %s: another seed has the same member 0", c.name, c.sampling)
		}
	}
}
