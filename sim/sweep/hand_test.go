package sweep

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hubcap/model"
	"hubcap/model/distribution"
	"hubcap/sim/design"
	"hubcap/sim/result"
)

// evenly is the uniform distribution from 10 to 20.
func evenly(t *testing.T) *distribution.Dist {
	t.Helper()
	d, err := distribution.New("uniform", distribution.Params{Numbers: map[string]float64{"low": 10, "high": 20}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Where a coordinate and a level lie on each kind of axis.
func TestAxisByHand(t *testing.T) {
	for _, c := range []struct {
		axis model.Axis
		at   map[float64]float64
		grid []float64
	}{
		{model.Axis{Values: []float64{5, 3, 9, 1}}, map[float64]float64{0: 5, .24: 5, .25: 3, .5: 9, .75: 1, .999: 1, 1: 1}, []float64{5, 3, 9, 1}},
		{model.Axis{Texts: []string{"a", "b", "c"}}, map[float64]float64{0: 0, .33: 0, .34: 1, .67: 2, 1: 2}, []float64{0, 1, 2}},
		{model.Axis{Low: 10, High: 20, Steps: 3}, map[float64]float64{0: 10, .25: 12.5, .5: 15, 1: 20}, []float64{10, 15, 20}},
		{model.Axis{Low: 10, High: 20, Steps: 1}, map[float64]float64{.5: 15}, []float64{15}},
		{model.Axis{Low: -.1, High: .3, Steps: 5}, nil, []float64{-.1, 0, .1, .2, .3}},
		{model.Axis{Low: 1, High: 1e4, Log: true, Steps: 5}, map[float64]float64{0: 1, 1: 1e4}, []float64{1, 10, 100, 1000, 10_000}},
		{model.Axis{Low: .5, High: 8, Log: true, Steps: 1}, map[float64]float64{0: .5, 1: 8}, []float64{2}},
		{model.Axis{Dist: evenly(t), Steps: 5}, map[float64]float64{0: 10, .5: 15, 1: 20}, []float64{11, 13, 15, 17, 19}},
	} {
		free := newAxis(&c.axis, false)
		for u, want := range c.at {
			if got := free.value(u); got != want {
				t.Errorf("%+v at %v: %v, want %v", c.axis, u, got, want)
			}
		}
		grid := newAxis(&c.axis, true)
		if got := grid.list; !slices.EqualFunc(got, c.grid, func(a, b float64) bool { return math.Abs(a-b) < 1e-15 }) || grid.size != len(c.grid) {
			t.Errorf("%+v: levels %v, want %v", c.axis, got, c.grid)
		}
		for i := range grid.size {
			if got := grid.level(grid.at(i)); got != i {
				t.Errorf("%+v: level %d is taken for %d", c.axis, i, got)
			}
		}
		for i := range 1000 { // within its bounds to the last bit
			if v := free.value(float64(i) / 999); c.axis.Low < c.axis.High && (v < c.axis.Low || v > c.axis.High) {
				t.Errorf("%+v: %v is outside", c.axis, v)
			}
		}
	}
	// A range belongs to a design with both its ends, unless it has levels.
	for want, a := range map[design.Dim]axis{
		{Name: "x", Levels: 4}:  newAxis(&model.Axis{Low: 1, High: 2, Steps: 4}, true),
		{Name: "x", Ends: true}: newAxis(&model.Axis{Low: 1, High: 2}, false),
		{Name: "x"}:             newAxis(&model.Axis{Dist: evenly(t)}, false),
		{Name: "x", Levels: 2}:  newAxis(&model.Axis{Texts: []string{"a", "b"}}, false),
	} {
		if got := a.dim("x"); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

// What is kept of a quantity, at dates and over spans, with values that are missing.
func TestKeptByHand(t *testing.T) {
	none := math.NaN()
	table := [][]float64{{none, 1}, {4, 2}, {none, 3}, {7, 4}, {1, 5}} // by step, then column
	at := func(step, column int) float64 { return table[step][column] }
	for _, c := range []struct {
		k    kept
		want []float64
	}{
		{kept{column: 0, steps: []int{4}}, []float64{1}},
		{kept{column: 1, steps: []int{0, 3, -1, 4}}, []float64{1, 4, none, 5}},
		{kept{column: 0, steps: []int{2, 1}}, []float64{none, 4}},
		{kept{column: -1, steps: []int{2, 1}}, []float64{none, none}},
		{kept{column: -1, over: "sum", to: 4}, []float64{none}},
		{kept{column: 0, over: "sum", from: 1, to: 4}, []float64{12}},
		{kept{column: 0, over: "mean", from: 1, to: 4}, []float64{4}},
		{kept{column: 0, over: "min", from: 1, to: 3}, []float64{4}},
		{kept{column: 0, over: "max", from: 1, to: 4}, []float64{7}},
		{kept{column: 0, over: "mean", from: 2, to: 2}, []float64{none}},
		{kept{column: 1, over: "mean", from: 3, to: 2}, []float64{none}},
		{kept{column: 1, over: "sum", from: 1, to: -1}, []float64{none}},
	} {
		if got := c.k.reduce(at, nil); !slices.EqualFunc(got, c.want, same64) {
			t.Errorf("%+v: %v, want %v", c.k, got, c.want)
		}
	}
}

// A span holds the ends of steps from its first day to its last, in each scenario as far as it
// reaches; the start is the end of no step.
func TestSpans(t *testing.T) {
	day := func(y, m, d int) model.Date { return model.Date{Year: y, Month: m, Day: d} }
	q := question(model.Design{Kind: "grid"}, model.Axis{ID: "lead", Path: "cluster.a.build.lead_time_months", Values: []float64{1}})
	q.Bases = []model.Base{{ID: "early"}, {ID: "late"}}
	for _, span := range [][2]model.Date{{}, {day(2023, 1, 31), day(2023, 3, 31)}, {day(2023, 1, 15), day(2023, 3, 30)}, {day(2022, 12, 31), day(2023, 1, 31)}, {day(2022, 1, 1), day(2022, 6, 30)}} {
		q.Keep = append(q.Keep, model.Keep{ID: fmt.Sprintf("k%d", len(q.Keep)), Quantity: model.RacksInService, Scope: "h", Over: "sum", From: span[0], To: span[1]})
	}
	early := load(t, file(t, tiny), "time.step=month")
	late := load(t, file(t, tiny), "time.step=month", "time.start=2023-09-30")
	runs := table(t, ready(t, q, early, late))
	// 1,000 racks until the first month has ended, and from then on 100 more each month.
	end := func(month int) float64 { return 1000 + 100*float64(month-1) }
	sum := 0.
	for m := range 12 {
		sum += end(m + 1)
	}
	first := len(runs.Columns) - len(q.Keep)
	for row, want := range [][]float64{
		{sum, end(1) + end(2) + end(3), end(1) + end(2), end(1), none},
		{end(1) + end(2) + end(3), none, none, none, none},
	} {
		for i, w := range want {
			if got := runs.Numbers[first+i][row]; !same64(got, w) || runs.Texts[3][row] != result.RunOK {
				t.Errorf("%s, span %d: %v, want %v (%s)", runs.Texts[1][row], i, got, w, runs.Texts[4][row])
			}
		}
	}
}

func TestSpreadByHand(t *testing.T) {
	values := []float64{none, 3}
	for i := range 21 {
		values = append(values, float64((8*i)%21), none)
	}
	values = slices.Delete(values, 1, 2)
	if got, want := spread(values), [4]float64{10, 1, 10, 19}; got != want { // 0 to 20
		t.Errorf("%v, want %v", got, want)
	}
	for _, v := range spread([]float64{none}) {
		if v == v {
			t.Errorf("%v of nothing", v)
		}
	}
}

func TestTextsByHand(t *testing.T) {
	for want, n := range map[string][]int{
		"":                             {},
		"3":                            {3},
		"0-1":                          {0, 1},
		"0-2, 4, 6-7":                  {0, 1, 2, 4, 6, 7},
		"0, 2, 4, 6, 8, 10":            {0, 2, 4, 6, 8, 10},
		"0, 2, 4, 6, 8, 10, 12, 14-15": {0, 2, 4, 6, 8, 10, 12, 14, 15},
		"0, 2, 4, 6, 8, 10, 12, 14-15 and others": {0, 2, 4, 6, 8, 10, 12, 14, 15, 17},
	} {
		if got := ranges(n); got != want {
			t.Errorf("%v: %q, want %q", n, got, want)
		}
	}
	for _, letter := range []string{"a", "é", "贵"} {
		for _, n := range []int{1, longest/len(letter) - 1, longest / len(letter)} {
			if text := strings.Repeat(letter, n); brief(text) != text {
				t.Errorf("%d of %s became %q", n, letter, brief(text))
			}
		}
		for more := range 4 {
			text := strings.Repeat("x", more) + strings.Repeat(letter, longest+1)
			got := brief(text)
			kept, cut := strings.CutSuffix(got, " ...")
			if !cut || !strings.HasPrefix(text, kept) || len(kept) > longest || len(kept) < longest-3 || !utf8.ValidString(got) {
				t.Errorf("%s: %d bytes: %q", letter, len(kept), got)
			}
		}
	}
	// The SHA-256 of nothing is published as e3b0c44298fc1c14...
	if got := partName(12, nil); got != "0000012-e3b0c44298fc1c14.parquet" || partForm.FindStringSubmatch(got)[1] != "0000012" {
		t.Error(got)
	}
	if got := partName(123456789, []byte("x")); partForm.FindStringSubmatch(got)[1] != "123456789" {
		t.Error(got)
	}
}

// The summary counts points by their verdict, and finds where each target does best.
func TestSummaryByHand(t *testing.T) {
	columns := func(role result.RunRole, kind result.RunKind) []result.RunColumn {
		return []result.RunColumn{
			{Name: "point", Kind: result.RunCount, Role: result.RolePoint},
			{Name: "scenario", Kind: result.RunText, Role: result.RoleScenario},
			{Name: "x", Role: result.RoleAxis}, {Name: "w", Kind: result.RunText, Role: result.RoleAxis},
			{Name: "status", Kind: result.RunText, Role: result.RoleStatus}, {Name: "cause", Kind: result.RunText, Role: result.RoleCause},
			{Name: "all", Kind: kind, Role: role, Of: "all"}, {Name: "t_p", Kind: kind, Role: role, Of: "t"}, {Name: "t", Role: result.RoleSimulated, Of: "t"},
		}
	}
	type row struct {
		status, cause string
		p, all, v     float64
	}
	add := func(role result.RunRole, kind result.RunKind, c model.Comparator, bases []string, parts ...[]row) *result.ManifestDone {
		m := &result.Manifest{Columns: columns(role, kind), Targets: []result.ManifestTarget{{ID: "t", Comparator: c, Required: 10}}}
		for _, b := range bases {
			m.Scenarios = append(m.Scenarios, result.ManifestBase{ID: b, Targets: m.Targets})
		}
		s, from := newSummary(m), 0
		for _, rows := range parts {
			r := result.NewRuns(m.Columns, len(rows))
			for i, x := range rows {
				r.Texts[1][i], r.Texts[3][i], r.Texts[4][i], r.Texts[5][i] = bases[(from+i)%len(bases)], "w"+fmt.Sprint(from+i), x.status, x.cause
				r.Numbers[2][i], r.Numbers[6][i], r.Numbers[7][i], r.Numbers[8][i] = float64(from+i)+.25, x.all, x.p, x.v
			}
			s.add(r, from)
			from += len(rows)
		}
		return s.done("sum")
	}
	ok := func(p, all, v float64) row { return row{result.RunOK, "", p, all, v} }
	bad := func(status, cause string) row { return row{status, cause, none, none, none} }

	// Probabilities, on two scenarios in turn, over two parts.
	d := add(result.RoleProbability, result.RunNumber, model.AtLeast, []string{"a", "b"},
		[]row{ok(.2, .1, 3), ok(.5, .5, 9), ok(.9, .4, 11)},
		[]row{ok(.89, .2, 12), bad(result.RunFailed, "x.y: 3 is above 2"), ok(.89, .1, 13), bad(result.RunTimeout, "long"), bad(result.RunFailed, "x.y: 4.5e+07 is above 1,000"), bad(result.RunFailed, "x.z: 3 is above 2")})
	if d.OK != 5 || d.Failed != 3 || d.Timeout != 1 || d.SHA256 != "sum" {
		t.Errorf("%+v", d)
	}
	want := []string{
		"{a all 2 0 0 0.1 0.4 2 [2.25 w2] NaN}", "{a t 2 1 1 0.2 0.9 2 [2.25 w2] 11}",
		"{b all 3 1 0 0.1 0.5 1 [1.25 w1] NaN}", "{b t 3 3 0 0.5 0.89 5 [5.25 w5] 13}",
	}
	for i := range want {
		x := d.Targets[i]
		if got := fmt.Sprintf("{%s %s %d %d %d %v %v %d %v %v}", x.Scenario, x.Target, x.Points, x.Met, x.Likely, float64(x.Lowest), float64(x.Highest), x.Best, x.At, float64(x.Nearest)); got != want[i] {
			t.Errorf("%s, want %s", got, want[i])
		}
	}
	if got := fmt.Sprint(d.Causes); got != "[{x.y: 3 is above 2 2 4} {long 1 6} {x.z: 3 is above 2 1 8}]" {
		t.Error(got)
	}
	// Verdicts: of what no point meets, the nearest to it; at most and at least.
	for c, best := range map[model.Comparator]int{model.AtLeast: 1, model.AtMost: 2} {
		rows := []row{ok(0, 0, 9), ok(0, 0, 9.5), ok(0, 0, 8), ok(none, 0, none)}
		x := add(result.RoleMet, result.RunBool, c, []string{"a"}, rows).Targets[1]
		if x.Best != best || x.Points != 3 || x.Met != 0 || x.Highest != 0 {
			t.Errorf("%s: %+v", c, x)
		}
	}
	// No more causes than a person reads.
	var many []row
	for i := range 50 {
		many = append(many, bad(result.RunFailed, strings.Repeat("y", i+1)))
	}
	if d := add(result.RoleMet, result.RunBool, model.AtLeast, []string{"a"}, many); len(d.Causes) != mostCauses+1 || d.Causes[mostCauses] != (result.PointsCause{Cause: "other causes", Points: 30, First: 20}) || d.Failed != 50 || d.Targets[0].Best != -1 || d.Targets[0].Points != 0 {
		t.Errorf("%+v", d)
	}
}

// ticking is a clock that is so much later each time that it is read.
func ticking(step time.Duration) func() time.Time {
	at := time.Unix(0, 0)
	return func() time.Time {
		at = at.Add(step)
		return at
	}
}

// The estimate is of the whole sweep, and does not take long. The clock is read before and after
// each sixteen points.
func TestEstimate(t *testing.T) {
	q := recording(random(3000))
	q.PartPoints = 0
	s := tinySweep(t, q)
	e, err := s.Try(t.Context(), 2, ticking(10*time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	dir := whole(t, s)
	size := 0.
	for name, text := range contents(t, dir) {
		if name != result.RunsCSVName && name != result.ManifestFile {
			size += float64(len(text))
		}
	}
	if e.Points != 3000 || e.Runs != 3000 || e.Parts != s.Parts() || e.Tried != 256 || e.TriedRuns != 256 || e.Failed != 0 || e.Time != 16*10*time.Millisecond*3000/256 {
		t.Errorf("%+v", e)
	}
	if e.Bytes < size/2 || e.Bytes > size*2 {
		t.Errorf("%.0f bytes, and there are %.0f", e.Bytes, size)
	}
	if e, err := s.Try(t.Context(), 2, ticking(300*time.Millisecond)); err != nil || e.Tried != 64 || e.Time != 5*300*time.Millisecond*3000/64 {
		t.Errorf("slow: %+v %v", e, err)
	}
	half := filled(3000)
	for i := range half {
		half[i][0] = .5 + .49*float64(2*i/3000)
	}
	late := of(t, half, func(q *model.Study) { *q = *broken() })
	if e, err := late.Try(t.Context(), 2, ticking(300*time.Millisecond)); err != nil || e.Tried != 64 || e.Failed < 28 || e.Failed > 36 {
		t.Errorf("of the half that fails: %+v %v", e, err)
	}
	if e, err := brokenSweep(t, 8).Try(t.Context(), 20, ticking(time.Millisecond)); err != nil || e.Failed*4 != e.Tried || e.Cause != "cluster.a.utilisation: 0.99 is above demand.max_utilisation, 0.95" {
		t.Errorf("%+v %v", e, err)
	}
	q = random(40)
	q.Members = 50
	if e, err := tinySweep(t, q).Try(t.Context(), 3, ticking(time.Millisecond)); err != nil || e.Runs != 2000 || e.Tried != 40 || e.TriedRuns != 16*40 || e.Time != 14*time.Millisecond*2000/640 {
		t.Errorf("%+v %v", e, err)
	}
}
