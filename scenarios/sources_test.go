package scenarios

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"hubcap/seeds"
)

// known gives for every row of the seed data the day on which it was public.
func known(t *testing.T) map[string]time.Time {
	t.Helper()
	rows := map[string]time.Time{}
	history, err1 := seeds.History()
	costs, err2 := seeds.Costs()
	leads, err3 := seeds.LeadTimes()
	densities, err4 := seeds.Densities()
	targets, err5 := seeds.Targets()
	published, err6 := seeds.PublishedPUEs()
	factors, err7 := seeds.GridFactors()
	census, err8 := seeds.Census()
	for _, err := range []error{err1, err2, err3, err4, err5, err6, err7, err8} {
		if err != nil {
			t.Fatal(err)
		}
	}
	add := func(id string, public time.Time) {
		if _, there := rows[id]; there {
			t.Errorf("two rows have the id %s: a name in brackets has to be one's own", id)
		}
		rows[id] = public
	}
	for _, r := range history {
		add(r.ID, r.KnownBy)
	}
	for _, r := range costs {
		add(r.ID, r.KnownBy)
	}
	for _, r := range leads {
		add(r.ID, r.KnownBy)
	}
	for _, r := range densities {
		add(r.ID, r.KnownBy)
	}
	for _, r := range published {
		add(r.ID, r.KnownBy)
	}
	for _, r := range factors {
		add(r.ID, r.KnownBy)
	}
	for _, r := range census {
		add(r.ID, r.KnownBy)
	}
	for _, r := range targets {
		add(r.ID, time.Date(2022, 10, 14, 0, 0, 0, 0, time.UTC)) // the day of the plan
	}
	return rows
}

// Every number of a shipped scenario says where it is from or that it is assumed. The
// rows it names are there, and were public when the scenario starts: what a forecast from
// 2022 is worth stays measurable.
func TestSources(t *testing.T) {
	rows := known(t)
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) { sources(t, name, rows) })
	}
}

func sources(t *testing.T, name string, rows map[string]time.Time) {
	t.Helper()
	e, err := Load(name, nil)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2022, 12, 31, 0, 0, 0, 0, time.UTC)
	named := 0
	for _, v := range e.Numbers {
		neutral := strings.HasSuffix(v.Path, "build.realisation") || strings.HasSuffix(v.Path, "build.slip_months") // as planned: nothing later set them
		if strings.HasPrefix(v.Origin, "default") && !neutral && regexp.MustCompile(`20(2[3-9]|[3-9]\d)`).MatchString(v.Origin) {
			t.Errorf("%s takes a default that rests on what was known later: %s", v.Path, v.Origin)
		}
		if v.Origin == "" && v.Value != 0 && v.Path != "schema" {
			t.Errorf("%s = %v has no source", v.Path, v.Value)
		}
		for _, m := range regexp.MustCompile(`\[([^\]]+)\]`).FindAllStringSubmatch(v.Origin, -1) {
			named++
			day, there := rows[m[1]]
			if !there {
				t.Errorf("%s: there is no row %q", v.Path, m[1])
			} else if day.IsZero() || day.After(start) {
				t.Errorf("%s: %s became public on %s, after the start", v.Path, m[1], day.Format(time.DateOnly))
			}
		}
		if strings.HasPrefix(v.Path, "cluster.") && !strings.HasPrefix(v.Origin, "default") && v.Origin != "" &&
			!strings.Contains(v.Origin, "assumption") && !strings.Contains(v.Origin, "[") {
			t.Errorf("%s is neither sourced nor an assumption: %s", v.Path, v.Origin)
		}
	}
	if named < 20 {
		t.Errorf("only %d rows are named", named)
	}
}
