package scenarios

import (
	"fmt"
	"strings"
	"testing"
)

// More mistakes of demand, each named once.
func TestDemandMistakesMore(t *testing.T) {
	shock := func(begins string, lasts int) string {
		return fmt.Sprintf("[[shock]]\nid = \"s\"\nbegins = %s\nlasts_months = %d\nfactor = 2\n[[hub]]", begins, lasts)
	}
	for _, c := range []struct{ from, to, want string }{
		{"share = 0.7", "share = 0.695", "the share of all 2 entries of class makes 0.995"},
		{"[[hub]]", shock("2022-12-31", 3), "shock.s.begins: 2022-12-31 is not after the start"},
		{"end = 2023-12-31\n[[hub]]", "end = 2023-12-31\nstep = \"year\"\n" + shock("2023-09-30", 3), "shock.s.lasts_months: 3 months from 2023-09-30 on hold no end of a step"},
	} {
		text := strings.Replace(market, c.from, c.to, 1)
		if text == market {
			t.Fatalf("%q is not there", c.from)
		}
		if p := problemsOf(t, file(t, "m.toml", text)); len(p) != 1 || !strings.Contains(p.Error(), c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.to, p.Error(), c.want)
		}
	}
	// The growth of an origin counts for the end.
	text := strings.Replace(market, "end = 2023-12-31", "end = 2062-12-31", 1)
	if p := problemsOf(t, file(t, "m.toml", text), "origin.o.growth_per_year=1"); !strings.Contains(p.Error(), "the demand of origin o grows to more than 1000000000000 racks by the end") {
		t.Error(p)
	}
	// A shock without origins hits nothing.
	text = strings.Replace(minimal, "[[hub]]", shock("2023-03-01", 3), 1)
	if p := problemsOf(t, file(t, "m.toml", text)); len(p) != 1 || !strings.Contains(p.Error(), "shock.s: there is no [[origin]] whose demand it could hit") {
		t.Error(p)
	}
	// The platform's ceiling matters for a mix alone.
	if _, err := Load(file(t, "m.toml", market), []string{"dispatch.policy=logit", "dispatch.platform_share=0.5", "dispatch.platform_max=0.4"}); err != nil {
		t.Error(err)
	}
}

// A description that would fill the memory or take for ever is refused before anything is done.
func TestDemandTooLarge(t *testing.T) {
	large := func(n int, end string) string {
		var b strings.Builder
		head, _, _ := strings.Cut(market, "[[origin]]")
		b.WriteString(strings.Replace(head, "end = 2023-12-31", "end = "+end, 1))
		for i := range n {
			fmt.Fprintf(&b, "[[origin]]\nid = \"o%d\"\nplace = \"beijing\"\nhome = [\"near\"]\nshare = %v\n[[class]]\nid = \"c%d\"\nshare = %v\nbudget_ms = 100\n", i, 1/float64(n), i, 1/float64(n))
		}
		return b.String()
	}
	for _, c := range []struct {
		n         int
		end, want string
	}{
		{400, "2023-12-31", "400 origins, 400 classes and 2 clusters make 320000 pairs, more than 300000"},
		{200, "2062-12-31", "80000 pairs of demand and clusters in 480 steps are more than 30000000 placements"},
	} {
		if p := problemsOf(t, file(t, "m.toml", large(c.n, c.end))); len(p) != 1 || !strings.Contains(p.Error(), c.want) {
			t.Errorf("%d problems, the first: %s; want %s", len(p), p[0].What, c.want)
		}
	}
}

// An empty list is none.
func TestEmptyLists(t *testing.T) {
	if p := problemsOf(t, file(t, "m.toml", "origin = []\n"+minimal), "dispatch.policy=logit"); len(p) != 1 || !strings.Contains(p.Error(), "dispatch.policy: has no effect without [[origin]] entries") {
		t.Error(p)
	}
	if p := problemsOf(t, file(t, "m.toml", "shock = []\n"+market), "shock.*.factor=2"); len(p) != 1 || !strings.Contains(p.Error(), "there is no such entry, nor any other; a setting cannot add one") {
		t.Error(p)
	}
}

// What a star stands for is written out in a mistake of the value too.
func TestSettingForAllNamesEach(t *testing.T) {
	p := problemsOf(t, file(t, "m.toml", market), "class.*.percentile=1__0")
	if len(p) != 2 || p[0].Path != "class.quick.percentile" || p[1].Path != "class.slow.percentile" {
		t.Errorf("%+v", p)
	}
}
