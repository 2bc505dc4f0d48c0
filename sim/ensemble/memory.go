package ensemble

import (
	"fmt"
	"math"

	"hubcap/sim/result"
)

// mostGB is how many gigabytes (10^9 bytes) of a study may be alive at a time. The process takes
// up to twice as much: garbage is collected when there is as much of it again.
const mostGB = 4

// need is what the memory of a study depends on.
type need struct{ cells, members, jobs, numbers, targets int }

// bytes is about what a study takes: for the values of a block of members and their
// statistics, for the plan and the run of each worker, and for what is kept of each member.
func (n need) bytes() (values, workers, kept float64) {
	cell := 8. * (1 + quantiles) // of the statistics
	if n.members > block {
		cell = 56 + 24 + 4*counters
	}
	values = float64(n.cells) * (cell + 8*float64(min(block, n.members)))
	workers = float64(n.jobs) * float64(n.cells) * 24
	member := 200 + 32*float64(n.targets) + 8*float64(n.numbers)
	return values, workers, float64(n.members) * member
}

// affordable sees that the memory is there.
func (n need) affordable() error {
	values, workers, kept := n.bytes()
	left := mostGB*1e9 - values - workers
	if kept <= left {
		return nil
	}
	what := fmt.Sprintf("a shorter horizon or longer steps: the table of results has %s values", result.Grouped(float64(n.cells), 0))
	switch most := float64(n.members) * left / kept; {
	case left > mostGB*1e9/2:
		what = fmt.Sprintf("at most %s members", result.Grouped(math.Floor(most), 0))
	case workers > values:
		what = "fewer jobs"
	case left > 0:
		what += fmt.Sprintf(", or at most %s members", result.Grouped(math.Floor(most), 0))
	}
	return fmt.Errorf("%s members would take some %.2g GB of memory, more than %d GB; give %s",
		result.Grouped(float64(n.members), 0), (values+workers+kept)/1e9, mostGB, what)
}
