package sweep

import (
	"testing"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/result"
)

// What is recorded are the values of every run: of the central one as member 0, else of each member
// in turn, and their last is what the table has.
func TestRecordedByHand(t *testing.T) {
	for _, members := range []int{1, 3} {
		q := recording(random(6))
		q.Members = members
		q.Keep = []model.Keep{{ID: "kept", Quantity: model.RacksInService, Scope: "h"}}
		s := tinySweep(t, q)
		l, rows := s.newLane(0), result.NewRuns(s.columns, 6)
		v, err := s.read(0, 6)
		if err != nil {
			t.Fatal(err)
		}
		mean := len(s.columns) - 1
		if members > 1 {
			mean -= 3
		}
		for point := range 6 {
			var all []recorded
			if err := l.row(t.Context(), point, 0, v.axes[2*point:2*point+2], rows, point, func(member int, run *sim.Run) {
				all = append(all, s.variants[0].record(member, run))
			}); err != nil {
				t.Fatal(err)
			}
			sum := 0.
			for m, r := range all {
				if r.member != m || len(r.values) != 2 || r.values[0] != 1000 {
					t.Errorf("point %d: %+v", point, r)
				}
				sum += r.values[1]
			}
			if want := rows.Numbers[mean][point]; len(all) != members || !near(sum/float64(members), want) {
				t.Errorf("%d members, point %d: %v at the end of %d, want %v", members, point, sum, len(all), want)
			}
		}
	}
}
