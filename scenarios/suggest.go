package scenarios

import (
	"sort"
	"strings"
)

// mostNames is how many names a typo is compared with: a file may hold thousands of both.
const mostNames = 1000

// nearest is the known name that a typo most likely meant, or nothing when none is near.
func nearest(typo string, known []string) string {
	typo = strings.ToLower(typo)
	best, least := "", max(1, len([]rune(typo))/3)+1
	for _, k := range known {
		if d := distance(typo, strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// alike is the nearest name, or else up to four that hold the typo or are held in it.
func alike(typo string, known []string) []string {
	if near := nearest(typo, known); near != "" {
		return []string{near}
	}
	var out []string
	for _, k := range known {
		long, short := strings.ToLower(k), strings.ToLower(typo)
		if len(short) > len(long) {
			long, short = short, long
		}
		if len(short) >= 3 && strings.Contains(long, short) && len(out) < 4 {
			out = append(out, k)
		}
	}
	return out
}

// DidYouMean is the hint behind an unknown name: the nearest one, or all of a few.
func DidYouMean(typo string, known []string) string {
	if len(known) <= mostNames {
		if meant := alike(typo, known); len(meant) > 0 {
			return "; did you mean " + strings.Join(meant, " or ") + "?"
		}
	}
	if len(known) == 0 {
		return ""
	}
	known = append([]string(nil), known...)
	sort.Strings(known)
	if len(known) > 12 {
		return "; known are " + strings.Join(known[:12], ", ") + " and others"
	}
	return "; known: " + strings.Join(known, ", ")
}

// distance counts the insertions, deletions, replacements and swaps of neighbours that
// make one word of the other (Damerau-Levenshtein, restricted).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	if len(s) > 80 || len(t) > 80 {
		return 1 << 20
	}
	var before, last, row []int
	last = make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := range s {
		row = make([]int, len(t)+1)
		row[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(t)]
}
