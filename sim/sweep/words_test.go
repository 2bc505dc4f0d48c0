package sweep

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"testing"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/sim/result"
)

// wordy is a study of two bases and two axes of words, and one of numbers that goes along with the
// first of them.
func wordy(t *testing.T, d model.Design) (*model.Study, []Variant) {
	t.Helper()
	q := question(d,
		model.Axis{ID: "start", Path: "time.start", Texts: []string{"2022-12-31", "2022-11-30", "2022-10-31"}, With: -1},
		model.Axis{ID: "rate", Path: "cluster.a.build.rate_racks_per_month", Values: []float64{100, 10, 1}, With: -1},
		model.Axis{ID: "policy", Path: "cluster.a.build.policy", Texts: []string{"none", "fixed-rate"}, With: -1})
	q.Axes[1].With = 0
	q.Bases = []model.Base{{ID: "few", Set: []string{"cluster.a.racks=1000"}}, {ID: "many", Set: []string{"cluster.a.racks=2000"}}}
	q.PartPoints = 5
	path := file(t, tiny)
	var list []Variant
	for _, b := range q.Bases {
		for _, start := range q.Axes[0].Texts {
			for _, policy := range q.Axes[2].Texts {
				e := load(t, path, append(slices.Clone(b.Set), "time.start="+start, "time.step=month", "cluster.a.build.policy="+policy)...)
				list = append(list, Variant{&e.Scenario, e.Lay})
			}
		}
	}
	return q, list
}

// racksOf is what a point of it comes to: 6 months pass before racks are ready.
func racksOf(base, start string, rate float64, policy string) float64 {
	racks := map[string]float64{"few": 1000, "many": 2000}[base]
	if policy == "fixed-rate" {
		racks += rate * map[string]float64{"2022-12-31": 6, "2022-11-30": 7, "2022-10-31": 8}[start]
	}
	return racks
}

// Every point of the design is asked of each base in turn, words choose the scenario, and what goes
// along with them has the same place in its list.
func TestWordsAndBases(t *testing.T) {
	for _, d := range []model.Design{{Kind: "grid"}, {Kind: "random", Points: 30}, {Kind: "lhs", Points: 12}, {Kind: "sobol", Points: 16}} {
		q, list := wordy(t, d)
		s, err := New(q, list, nil)
		if err != nil {
			t.Fatal(err)
		}
		runs := table(t, s)
		if d.Kind == "grid" && runs.Len() != 12 {
			t.Errorf("%d points", runs.Len())
		}
		seen := map[string]int{}
		for row := range runs.Len() {
			base, start, rate, policy, racks := runs.Texts[1][row], runs.Texts[2][row], runs.Numbers[3][row], runs.Texts[4][row], runs.Numbers[9][row]
			if base != q.Bases[row%2].ID || runs.Numbers[0][row] != float64(row) || runs.Texts[5][row] != result.RunOK {
				t.Errorf("%s: row %d is point %v of %s, %s", d.Kind, row, runs.Numbers[0][row], base, runs.Texts[6][row])
			}
			if i := slices.Index(q.Axes[0].Texts, start); q.Axes[1].Values[i] != rate {
				t.Errorf("%s: point %d has %s with %v", d.Kind, row, start, rate)
			}
			if row%2 == 1 && (start != runs.Texts[2][row-1] || policy != runs.Texts[4][row-1]) {
				t.Errorf("%s: point %d is not that of the base before", d.Kind, row)
			}
			if want := racksOf(base, start, rate, policy); racks != want {
				t.Errorf("%s: point %d (%s %s %v %s) has %v racks, want %v", d.Kind, row, base, start, rate, policy, racks, want)
			}
			seen[base+start+policy]++
		}
		if len(seen) != 12 {
			t.Errorf("%s: %d scenarios", d.Kind, len(seen))
		}
		for what, n := range seen {
			if d.Kind == "grid" && n != 1 || d.Kind == "lhs" && n > 3 {
				t.Errorf("%s: %d points of %s", d.Kind, n, what)
			}
		}
	}
}

// The same with points from a file, where words are numbers of words.
func TestWordsFromFile(t *testing.T) {
	q, list := wordy(t, model.Design{Kind: "points", File: "p.csv"})
	q.Axes[1].With, q.Axes[1].Values = -1, nil
	q.Series = []model.KeepSeries{{ID: "r", Quantity: model.RacksInService, Scope: "h"}}
	var points rows
	for i := range 9 {
		points = append(points, []float64{float64(i % 3), float64(i + 1), float64(i / 2 % 2)})
	}
	s, err := New(q, list, points)
	if err != nil {
		t.Fatal(err)
	}
	dir := whole(t, s)
	runs, err := result.ReadRuns(filepath.Join(dir, result.RunsFileName))
	if err != nil {
		t.Fatal(err)
	}
	if runs.Len() != 18 {
		t.Fatalf("%d rows", runs.Len())
	}
	for row := range 18 {
		p := points[row/2]
		base, start, policy := q.Bases[row%2].ID, q.Axes[0].Texts[int(p[0])], q.Axes[2].Texts[int(p[2])]
		if runs.Texts[1][row] != base || runs.Texts[2][row] != start || runs.Numbers[3][row] != p[1] || runs.Texts[4][row] != policy || runs.Numbers[9][row] != racksOf(base, start, p[1], policy) {
			t.Errorf("row %d: %s %s %v %s: %v", row, runs.Texts[1][row], runs.Texts[2][row], runs.Numbers[3][row], runs.Texts[4][row], runs.Numbers[9][row])
		}
	}
	before := contents(t, dir)
	points = append(points, []float64{2, 2, 0})
	longer, err := New(q, list, points)
	if err != nil {
		t.Fatal(err)
	}
	if r := do(t, longer, Options{Dir: dir}); r.Extended != 18 || r.Reused != 15 || longer.Points() != 20 {
		t.Errorf("%+v", r)
	}
	same(t, "extended", contents(t, dir), contents(t, whole(t, longer)))
	if got := contents(t, dir)[result.RunsCSVName]; got[:len(before[result.RunsCSVName])] != before[result.RunsCSVName] {
		t.Error("the first rows are others")
	}
}

// A list that goes along with another has the same entry, a range the same quantile, and all
// numbers under a star the same value.
func TestCoupled(t *testing.T) {
	text := tiny + `[[cluster]]
id = "b"
name = { en = "B", zh = "乙" }
hub = "h"
place = "guian"
station = "guiyang"
racks = 10
utilisation = 0.5
electricity_cny_per_kwh = 0.4
[cluster.build]
policy = "fixed-rate"
rate_racks_per_month = 100
lead_time_months = 6
[[cluster.fleet]]
id = "f"
technology = "chw"
class = "typical"
existing_share = 1
build_share = 1
`
	q := question(model.Design{Kind: "random", Points: 20},
		model.Axis{ID: "full", Path: "cluster.*.utilisation", Low: .1, High: .3, With: -1},
		model.Axis{ID: "lead", Path: "cluster.*.build.lead_time_months", Low: 2, High: 12, With: -1},
		model.Axis{ID: "rate", Path: "cluster.a.build.rate_racks_per_month", Low: 100, High: 10_000, Log: true, With: -1},
		model.Axis{ID: "more", Path: "cluster.b.build.rate_racks_per_month", Low: 0, High: 10, With: -1})
	q.Axes[2].With, q.Axes[3].With = 1, 1
	runs := table(t, ready(t, q, load(t, file(t, text))))
	for row := range runs.Len() {
		lead, rate, more := runs.Numbers[3][row], runs.Numbers[4][row], runs.Numbers[5][row]
		u := (lead - 2) / 10
		if !near(rate, 100*math.Pow(10, 2*u)) || !near(more, 10*u) {
			t.Errorf("point %d: %v, %v, %v", row, lead, rate, more)
		}
		if racks := runs.Numbers[10][row]; !near(racks, 1010+(12-lead)*(rate+more)) {
			t.Errorf("point %d has %v racks of %v", row, racks, 1010+(12-lead)*(rate+more))
		}
	}
}

// What does not fit together is told before anything runs.
func TestNewRefuses(t *testing.T) {
	e := load(t, file(t, tiny))
	one := []Variant{{&e.Scenario, e.Lay}}
	lead := model.Axis{ID: "lead", Path: "cluster.a.build.lead_time_months", Unit: "month", Low: 3, High: 12, Steps: 3}
	try := func(change func(q *model.Study), from []Variant, source Source) error {
		q := question(model.Design{Kind: "grid"}, lead)
		change(q)
		_, err := New(q, from, source)
		return err
	}
	for want, change := range map[string]func(q *model.Study){
		`two columns "point"; give the axis`:                  func(q *model.Study) { q.Axes[0].ID = "point" },
		`two columns "racks"; give the axis`:                  func(q *model.Study) { q.Keep = []model.Keep{{ID: "racks", Quantity: model.Utilisation, Scope: "h"}} },
		`keep.x.quantity: there is no quantity "y"`:           func(q *model.Study) { q.Keep = []model.Keep{{ID: "x", Quantity: "y", Scope: "h"}} },
		`keep.x: no scenario has utilisation of "z"`:          func(q *model.Study) { q.Keep = []model.Keep{{ID: "x", Quantity: model.Utilisation, Scope: "z"}} },
		`series.racks: no scenario has racks_in_service`:      func(q *model.Study) { q = recording(recording(q)); q.Series = append(q.Series, q.Series[0]) },
		"1 scenarios for a study of 2":                        func(q *model.Study) { q.Bases = append(q.Bases, model.Base{ID: "b"}) },
		"design points, and only it, takes its points from a": func(q *model.Study) { q.Design.Kind = "points" },
		"there can be 1 to 2,147,483,648 rows": func(q *model.Study) {
			q.Axes[0].Steps = 1<<16 - 1
			q.Axes = append(q.Axes, q.Axes[0])
			q.Axes[1].ID = "b"
		},
	} {
		says(t, try(change, one, nil), want)
	}
	says(t, try(func(*model.Study) {}, one, some(3)), "design points, and only it")
	says(t, try(func(q *model.Study) { q.Design.Kind = "points" }, one, rows{}), "the study has 0 points")
	other := load(t, file(t, tiny), "target.racks.quantity=utilisation", "target.racks.at_least=0.5")
	says(t, try(func(q *model.Study) { q.Bases = append(q.Bases, model.Base{ID: "b"}) }, append(one, Variant{&other.Scenario, other.Lay}), nil), "target racks is one of racks_in_service >= in one scenario and of utilisation >= in another")
}

// Targets that one scenario has and another has not are missing there.
func TestTargetsOfSome(t *testing.T) {
	bare := load(t, file(t, tiny))
	bare.Targets[0].ID = "own"
	q := question(model.Design{Kind: "grid"}, model.Axis{ID: "lead", Path: "cluster.a.build.lead_time_months", Values: []float64{3, 9}})
	q.Bases = []model.Base{{ID: "a"}, {ID: "b"}}
	for _, members := range []int{1, 3} {
		q.Members = members
		s := ready(t, q, load(t, file(t, tiny)), bare)
		runs := table(t, s)
		column := func(name string) int {
			return slices.IndexFunc(runs.Columns, func(c result.RunColumn) bool { return c.Name == name })
		}
		verdict, value := "_met", ""
		if members > 1 {
			verdict, value = "_probability", "_p50"
		}
		for row := range 4 {
			have, lack := "racks", "own"
			if row%2 == 1 {
				have, lack = lack, have
			}
			met := 1.
			if row > 1 {
				met = 0
			}
			for name, want := range map[string]float64{
				have + verdict: met, have + value: 1300 + 600*met, "all" + verdict: met, lack + verdict: none, lack + value: none,
			} {
				got := runs.Numbers[column(name)][row]
				if members > 1 && name == have+value { // chance has changed it
					got, want = math.Round(got/300), math.Round(want/300)
				}
				if !same64(got, want) {
					t.Errorf("%d members, row %d, %s: %v, want %v", members, row, name, got, want)
				}
			}
		}
		m := combine(t, whole(t, s))
		if got := fmt.Sprint(len(m.Done.Targets), m.Done.Targets[1].Points, m.Done.Targets[2].Points); got != "6 2 0" {
			t.Error(got)
		}
	}
}

// Each scenario is judged and told by its own targets; one without any has met none.
func TestTargetsOfEach(t *testing.T) {
	high := load(t, file(t, tiny), "target.racks.at_least=1800")
	none := load(t, file(t, tiny))
	none.Targets = nil
	q := question(model.Design{Kind: "grid"}, model.Axis{ID: "lead", Path: "cluster.a.build.lead_time_months", Values: []float64{3, 9}})
	q.Bases = []model.Base{{ID: "a"}, {ID: "b"}, {ID: "c"}}
	for _, members := range []int{1, 3} {
		q.Members = members
		s := ready(t, q, load(t, file(t, tiny)), high, none)
		runs := table(t, s)
		all := slices.IndexFunc(runs.Columns, func(c result.RunColumn) bool { return c.Of == "all" })
		for row := range 6 {
			if without := row%3 == 2; math.IsNaN(runs.Numbers[all][row]) != without {
				t.Errorf("%d members, row %d: %v", members, row, runs.Numbers[all][row])
			}
		}
		m := combine(t, whole(t, s))
		if a, b := m.TargetOf("a", "racks"), m.TargetOf("b", "racks"); a.Required != 1500 || b.Required != 1800 || m.TargetOf("c", "racks") != nil {
			t.Errorf("%+v %+v", a, b)
		}
	}
	low := load(t, file(t, tiny))
	most := 2000.
	low.Targets[0].AtLeast, low.Targets[0].AtMost = nil, &most
	q.Bases = q.Bases[:2]
	var list []Variant
	for _, e := range []*scenarios.Effective{high, low} {
		list = append(list, Variant{&e.Scenario, e.Lay})
	}
	_, err := New(q, list, nil)
	says(t, err, "target racks", ">=", "<=", "another id")
}

// A scenario has no value at a date, or over a span, that it does not have: not that of another day.
func TestDatesOfSome(t *testing.T) {
	date := func(year int) model.Date { return model.Date{Year: year, Month: 12, Day: 31} }
	q := question(model.Design{Kind: "grid"}, model.Axis{ID: "lead", Path: "cluster.a.build.lead_time_months", Values: []float64{3}})
	q.Bases = []model.Base{{ID: "short"}, {ID: "long"}}
	q.Keep = []model.Keep{
		{ID: "at", Quantity: model.RacksInService, Scope: "h", At: []model.Date{date(2023), {Year: 2024, Month: 6, Day: 30}, date(2024)}},
		{ID: "sum", Quantity: model.RacksInService, Scope: "h", Over: "sum", To: date(2024)},
		{ID: "before", Quantity: model.RacksInService, Scope: "h", Over: "max", From: date(2021), To: date(2023)},
		{ID: "both", Quantity: model.RacksInService, Scope: "h", Over: "max", From: date(2022), To: date(2023)},
	}
	runs := table(t, ready(t, q, load(t, file(t, tiny)), load(t, file(t, tiny), "time.end=2024-12-31")))
	for row, want := range [][]float64{{1900, none, none, none, none, 1900}, {1900, none, 3100, 5000, none, 1900}} {
		for i, v := range want {
			if got := runs.Numbers[len(runs.Columns)-6+i][row]; !same64(got, v) {
				t.Errorf("row %d, %s: %v, want %v", row, runs.Columns[len(runs.Columns)-6+i].Name, got, v)
			}
		}
	}
}
