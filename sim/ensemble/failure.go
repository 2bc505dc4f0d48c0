package ensemble

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hubcap/sim/result"
)

// failure is the error of a study too many of whose first members have failed.
func (t *task) failure(done int) error {
	first := t.causes(done)[0]
	if t.failed == t.Members {
		return fmt.Errorf("%w: all %d; most often (%d times, first in member %d): %s", ErrFailed, t.failed, first.Members, first.First, first.Cause)
	}
	return fmt.Errorf("%w: %d of the first %d, and %.3g %% of all %d may; most often (%d times, first in member %d): %s", ErrFailed,
		t.failed, done, 100*t.MostFailed, t.Members, first.Members, first.First, first.Cause)
}

var numberForm = regexp.MustCompile(`[0-9]+([.,][0-9]+)*(e[+-]?[0-9]+)?`)

// KindOf is the cause of a failure without the numbers of its rule, which differ from one run to
// the next.
func KindOf(cause string) string {
	path, rule, _ := strings.Cut(cause, ": ")
	return path + numberForm.ReplaceAllString(rule, "#")
}

// causes are the reasons for which the first members have failed, the most frequent first. What
// differs in its numbers only is one cause, told in the words of its first member.
func (t *task) causes(done int) []result.FailureCause {
	out := []result.FailureCause{}
	at := map[string]int{}
	for i := range t.verdicts[:done] {
		if t.verdicts[i].failed == nil {
			continue
		}
		cause := t.verdicts[i].failed.Error()
		kind := KindOf(cause)
		n, ok := at[kind]
		if !ok {
			n = len(out)
			at[kind] = n
			out = append(out, result.FailureCause{Cause: cause, First: i})
		}
		out[n].Members++
	}
	slices.SortStableFunc(out, func(a, b result.FailureCause) int { return cmp.Compare(b.Members, a.Members) })
	return out
}
