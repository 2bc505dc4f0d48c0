package seeds

import (
	"math"
	"strings"
	"testing"
	"time"

	"hubcap/model/network"
)

// must loads typed rows and at the same time checks that the typed access takes the
// shipped files.
func must[T any](t *testing.T, load func() ([]T, error)) []T {
	t.Helper()
	rows, err := load()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 {
		t.Fatal("no rows")
	}
	return rows
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// greatCircle is the haversine distance on a sphere of 6371.0 km, in km.
func greatCircle(a, b network.Place) float64 {
	const rad = math.Pi / 180
	sinLat := math.Sin((b.Lat - a.Lat) * rad / 2)
	sinLon := math.Sin((b.Lon - a.Lon) * rad / 2)
	h := sinLat*sinLat + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*sinLon*sinLon
	return 2 * 6371.0 * math.Asin(math.Sqrt(h))
}

func TestLinks(t *testing.T) {
	places := map[string]network.Place{}
	for _, p := range must(t, Places) {
		places[p.ID] = p
	}
	check := func(l network.Link) {
		a, okA := places[l.A]
		b, okB := places[l.B]
		if !okA || !okB {
			t.Errorf("%s-%s: no such place", l.A, l.B)
			return
		}
		if l.A >= l.B {
			t.Errorf("%s-%s: the ends are not in order", l.A, l.B)
		}
		// The column has one decimal and is computed from places.csv.
		if d := greatCircle(a, b); math.Abs(d-l.GreatCircle) > 0.1 {
			t.Errorf("%s-%s: great circle %.1f km, coordinates say %.1f", l.A, l.B, l.GreatCircle, d)
		}
	}
	degree := map[string]int{}
	for _, l := range must(t, Links) {
		check(l)
		degree[l.A]++
		degree[l.B]++
		// Routes are whole kilometres, some between cities' centres: 2 % of slack below,
		// and no conduit is three times as long as the way.
		if l.Route < 0.98*l.GreatCircle || l.Route > 3*l.GreatCircle {
			t.Errorf("%s-%s: route %g km, great circle %g km", l.A, l.B, l.Route, l.GreatCircle)
		}
	}
	backbone := map[string]bool{}
	for _, l := range must(t, LegacyLinks) {
		check(l)
		if l.Route != 0 {
			t.Errorf("legacy %s-%s: route %g", l.A, l.B, l.Route)
		}
		backbone[l.A], backbone[l.B] = true, true
	}
	for id, p := range places {
		if degree[id] == 0 {
			t.Errorf("%s: no link", id)
		}
		if !backbone[p.Home] {
			t.Errorf("%s: home %s is not on the legacy backbone", id, p.Home)
		}
		if backbone[id] && p.Home != id {
			t.Errorf("%s: is on the legacy backbone, home %s", id, p.Home)
		}
	}
}

// Both networks must be in one piece, else some pair has no path.
func TestNetworksAreConnected(t *testing.T) {
	for name, load := range map[string]func() ([]network.Link, error){"links": Links, "legacy": LegacyLinks} {
		next := map[string][]string{}
		for _, l := range must(t, load) {
			next[l.A] = append(next[l.A], l.B)
			next[l.B] = append(next[l.B], l.A)
		}
		seen := map[string]bool{"beijing": true}
		for queue := []string{"beijing"}; len(queue) > 0; queue = queue[1:] {
			for _, n := range next[queue[0]] {
				if !seen[n] {
					seen[n] = true
					queue = append(queue, n)
				}
			}
		}
		if len(seen) != len(next) {
			t.Errorf("%s: %d of %d places reached from Beijing", name, len(seen), len(next))
		}
	}
}

// Commands take an id or a name: no two places, no two stations may answer to the same.
func TestNamesAreUnique(t *testing.T) {
	unique := func(kind string) func(id string, names ...string) {
		owner := map[string]string{}
		return func(id string, names ...string) {
			for _, n := range append(names, id) {
				n = strings.ToLower(n)
				if o, taken := owner[n]; taken && o != id {
					t.Errorf("%s %s and %s both answer to %s", kind, o, id, n)
				}
				owner[n] = id
			}
		}
	}
	place := unique("places")
	for _, p := range must(t, Places) {
		place(p.ID, p.EN, p.ZH)
	}
	station := unique("stations")
	for _, s := range must(t, Stations) {
		station(s.ID, s.EN, s.ZH)
	}
}

func TestStations(t *testing.T) {
	for _, s := range must(t, Stations) {
		mean := 0.0
		for m, w := range s.Year {
			if w.DryBulb < w.WetBulb {
				t.Errorf("%s month %d: dry-bulb %g below wet-bulb %g", s.ID, m+1, w.DryBulb, w.WetBulb)
			}
			mean += w.Pressure / 12
		}
		// International standard atmosphere, ISO 2533.
		standard := 101325 * math.Pow(1-2.25577e-5*s.Elevation, 5.25588)
		if math.Abs(mean/standard-1) > 0.03 {
			t.Errorf("%s: mean pressure %.0f Pa, at %g m expect %.0f", s.ID, mean, s.Elevation, standard)
		}
		if jan, jul := s.Year[0].DryBulb, s.Year[6].DryBulb; jul-jan < 10 {
			t.Errorf("%s: January %g, July %g: months mixed up?", s.ID, jan, jul)
		}
		if star := strings.HasSuffix(s.WMO, "*"); star != strings.Contains(s.EN, "(synthetic)") {
			t.Errorf("%s: number %s, name %s: exactly the synthetic have a star", s.ID, s.WMO, s.EN)
		}
	}
}

func TestTargets(t *testing.T) {
	issued := map[string]time.Time{}
	for _, d := range must(t, Documents) {
		issued[d.ID] = d.Issued
	}
	judged := map[string]int{}
	for _, x := range must(t, Targets) {
		judged[x.Judged]++
		switch {
		case issued[x.Document].IsZero():
			t.Errorf("%s: no document %s", x.ID, x.Document)
		case !x.Deadline.IsZero() && x.Deadline.Before(issued[x.Document]):
			t.Errorf("%s: deadline before the document", x.ID)
		case !x.Deadline.IsZero() && (x.Deadline.Month() != time.December || x.Deadline.Day() != 31):
			t.Errorf("%s: deadline %v is not the end of a year", x.ID, x.Deadline)
		case x.Judged == Listed && !x.Deadline.IsZero():
			t.Errorf("%s: has a deadline, could be judged", x.ID)
		case x.Judged == JudgedAsIndicator && x.Deadline.IsZero():
			t.Errorf("%s: an indicator without a deadline cannot be judged", x.ID)
		case x.Unit == "%" && x.Value > 100:
			t.Errorf("%s: %g %%", x.ID, x.Value)
		case x.Baseline.Date.IsZero() != (x.Baseline.Value == 0):
			t.Errorf("%s: half a baseline", x.ID)
		case !x.Baseline.Date.IsZero() && !x.Baseline.Date.Before(x.Deadline):
			t.Errorf("%s: baseline not before the deadline", x.ID)
		case !strings.HasSuffix(x.Source, "clause "+x.Clause):
			t.Errorf("%s: source %s, clause %s", x.ID, x.Source, x.Clause)
		}
	}
	if judged[JudgedByModel] != 10 {
		t.Errorf("%d targets judged by the model, want 10", judged[JudgedByModel])
	}
}

// The numbers that everything else hangs on, as the action plan prints them.
func TestGuizhouFacts(t *testing.T) {
	if d := must(t, Documents)[0]; d.ID != "guizhou-2022" || d.Issued != day(2022, 10, 14) {
		t.Errorf("document %s of %v", d.ID, d.Issued)
	}
	type fact struct {
		comparator string
		value      float64
		unit       string
		year       int // 0 without a deadline
		strength   string
	}
	want := map[string]fact{
		"guizhou-racks-2022":                {">=", 150_000, "rack", 2022, "hard"},
		"guizhou-racks-2024":                {">=", 600_000, "rack", 2024, "strive"},
		"guizhou-rack-utilisation-2024":     {">=", 65, "%", 2024, "strive"},
		"guizhou-pue-avg-2024":              {"<=", 1.2, "1", 2024, "strive"},
		"guizhou-pue-demo-2024":             {"<", 1.15, "1", 2024, "strive"},
		"guizhou-latency-overall-2024":      {"<=", 30, "ms", 2024, "strive"},
		"guizhou-latency-guian-internal":    {"<=", 5, "ms", 0, "hard"},
		"guizhou-latency-guian-prefectures": {"<=", 10, "ms", 0, "hard"},
		"guizhou-latency-gba-yrd-chengyu":   {"<=", 20, "ms", 0, "strive"},
		"guizhou-latency-jjj-nm-gs-nx":      {"<=", 30, "ms", 0, "strive"},
	}
	for _, x := range must(t, Targets) {
		if w, known := want[x.ID]; known != (x.Judged == JudgedByModel) {
			t.Errorf("%s: judged %s", x.ID, x.Judged)
		} else if known {
			got := fact{x.Comparator, x.Value, x.Unit, 0, x.Strength}
			if !x.Deadline.IsZero() {
				got.year = x.Deadline.Year()
			}
			if got != w {
				t.Errorf("%s: %v, want %v", x.ID, got, w)
			}
			delete(want, x.ID)
		}
	}
	for id := range want {
		t.Errorf("%s is missing", id)
	}
}

// Nobody may calibrate on an outcome that is to be foretold: the record ends with 2022.
// A row may describe the time before and have been published later, but only if it is an
// observation: what was to come counts only where it was announced by then.
func TestHistory(t *testing.T) {
	end := day(2022, 12, 31)
	later := 0
	for _, o := range must(t, History) {
		observed := o.Kind == "actual" || o.Kind == "derived"
		if !o.PublicBy(end) {
			later++
			if !observed {
				t.Errorf("%s: %s known only by %v", o.ID, o.Kind, o.KnownBy)
			}
		}
		if o.Date.After(end) && o.Kind != "target" && o.Kind != "planned" {
			t.Errorf("%s: %s of %v, after the end of the record", o.ID, o.Kind, o.Date)
		}
		// Nothing but the cluster that was open land may be next to nothing.
		if o.Value < 0.01 && o.ID != "racks-in-service-qingyang-2021" {
			t.Errorf("%s: value %g", o.ID, o.Value)
		}
		if past := o.Kind == "actual" || o.Kind == "derived" || o.Kind == "planned"; past && o.Date.After(o.KnownBy) {
			t.Errorf("%s: known by %v, before its date %v", o.ID, o.KnownBy, o.Date)
		}
		if o.Unit == "1" && !strings.HasPrefix(o.Quantity, "pue") && o.Value > 1 {
			t.Errorf("%s: share %g", o.ID, o.Value)
		}
		if o.Quantity == "pue" && (o.Value < 1 || o.Value > 3) {
			t.Errorf("%s: PUE %g", o.ID, o.Value)
		}
	}
	// The README gives this number.
	if later != 16 {
		t.Errorf("%d rows published after 2022, want 16", later)
	}
}

func TestPublicBy(t *testing.T) {
	o := Observation{Date: day(2022, 12, 31), KnownBy: day(2023, 3, 17)}
	for _, c := range []struct {
		on   time.Time
		want bool
	}{
		{day(2022, 12, 31), false}, // its date does not make it public
		{day(2023, 3, 16), false},
		{day(2023, 3, 17), true},
		{day(2023, 3, 18), true},
	} {
		if got := o.PublicBy(c.on); got != c.want {
			t.Errorf("known by %v: public by %v is %t", o.KnownBy, c.on, got)
		}
	}
	if (Observation{}).PublicBy(day(2030, 1, 1)) {
		t.Error("public without a day")
	}
}

func TestCostsAndTimes(t *testing.T) {
	bounds := map[string][2]float64{
		"CNY/rack": {20e3, 500e3}, "CNY/kWh": {0.1, 1.5}, "1": {-1, 1}, "year": {1, 50}, "CNY/(PFLOPS month)": {1e3, 1e6},
		"CNY/m3": {0.5, 15},
	}
	for _, c := range must(t, Costs) {
		b, ok := bounds[c.Unit]
		if !ok || !(b[0] <= c.Low && c.Low <= c.Value && c.Value <= c.High && c.High <= b[1]) {
			t.Errorf("%s: %g..%g..%g %s", c.ID, c.Low, c.Value, c.High, c.Unit)
		}
		if !strings.HasSuffix(c.ID, "-"+c.Place) {
			t.Errorf("%s: place %s", c.ID, c.Place)
		}
	}
	must(t, LeadTimes)
	must(t, Densities)
}
