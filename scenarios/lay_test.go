package scenarios

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"hubcap/scenarios/internal/document"
)

// own is a scenario that changes the network and the weather of the seed data.
var own = strings.Replace(market, `station = "guiyang"`, `station = "hill"`, 1) + `[[place]]
id = "mine"
lat = 26.5
lon = 106.9
home = "guiyang"
[[link]]
id = "to-mine"
from = "guian"
to = "mine"
route_km = 80
[[link]]
id = "guiyang--zunyi"
route_km = 180
[[weather]]
id = "hill"
station = "guiyang"
elevation_m = 1_400
`

// A member whose numbers are changed is what a scenario loaded with these numbers is.
func TestLay(t *testing.T) {
	base := load(t, own)
	for name, c := range map[string]struct {
		numbers map[string]float64
		want    string // a part of the mistake; empty where there is none
	}{
		"nothing":            {nil, ""},
		"longer link":        {map[string]float64{"link.to-mine.route_km": 95, "link.guiyang--zunyi.route_km": 190}, ""},
		"shorter than light": {map[string]float64{"link.to-mine.route_km": 2}, "link.to-mine.route_km: 2 km is shorter than the great circle between guian and mine"},
		"seed link":          {map[string]float64{"link.guiyang--zunyi.route_km": 60}, "link.guiyang--zunyi.route_km: 60 km is shorter"},
		"moved":              {map[string]float64{"place.mine.lat": 26.6, "place.mine.lon": 106.8}, ""},
		"moved too far":      {map[string]float64{"place.mine.lat": 36}, "link.to-mine.route_km: 80 km is shorter"},
		"higher":             {map[string]float64{"weather.hill.elevation_m": 1_800, "weather.hill.lapse_k_per_km": 5}, ""},
		"too full":           {map[string]float64{"weather.hill.elevation_m": 1_800, "cluster.far.utilisation": .99}, "cluster.far.utilisation: 0.99 is above"},
		"shares":             {map[string]float64{"class.quick.share": .9}, "share of all 2 entries of class makes"},
	} {
		s := base.Clone()
		var settings []string
		for path, v := range c.numbers {
			*s.Number(path) = v
			settings = append(settings, path+"="+number(v))
		}
		err := base.Lay(s)
		fresh, loadErr := Load(file(t, "own.toml", own), settings)
		switch {
		case c.want != "":
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") || loadErr == nil || !strings.Contains(loadErr.Error(), c.want) {
				t.Errorf("%s:\nlaid   %v\nloaded %v\nwant   %s", name, err, loadErr, c.want)
			}
		case err != nil || loadErr != nil:
			t.Errorf("%s: laid %v, loaded %v", name, err, loadErr)
		case !reflect.DeepEqual(s.Data, fresh.Data):
			t.Errorf("%s: the data differ from those of a scenario loaded with the same numbers", name)
		case len(c.numbers) > 0 && reflect.DeepEqual(s.Data, base.Data):
			t.Errorf("%s: nothing has changed", name)
		}
	}
}

// Several members are laid at a time, and leave the scenario as it is.
func TestLayAtATime(t *testing.T) {
	base, untouched := load(t, own), load(t, own)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			s := base.Clone()
			*s.Number("link.to-mine.route_km") = 80 + float64(i)
			*s.Number("weather.hill.elevation_m") = 1_000 + 100*float64(i)
			if err := base.Lay(s); err != nil {
				t.Error(err)
			}
			for _, l := range s.Data.Links {
				if l.ID == "to-mine" && l.Route != 80+float64(i) {
					t.Errorf("member %d has a link of %v km", i, l.Route)
				}
			}
			if st := s.Data.Stations[len(s.Data.Stations)-1]; st.Elevation != 1_000+100*float64(i) {
				t.Errorf("member %d has weather at %v m", i, st.Elevation)
			}
		})
	}
	wg.Wait()
	if !reflect.DeepEqual(base.Scenario, untouched.Scenario) {
		t.Error("laying members changes the scenario")
	}
}

// Every number that is listed can be found and set, and setting it in a copy leaves the
// scenario itself alone.
func TestEveryNumber(t *testing.T) {
	for _, name := range Names() {
		e, err := Load(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		before, err := Load(name, nil)
		if err != nil {
			t.Fatal(err)
		}
		clone := e.Clone()
		if !reflect.DeepEqual(*clone, e.Scenario) {
			t.Errorf("%s: a copy is another scenario", name)
		}
		for _, v := range e.Numbers {
			if v.Path == "schema" {
				continue // a whole number, which is never set
			}
			at, copied := e.Number(v.Path), clone.Number(v.Path)
			if at == nil || *at != v.Value || copied == nil || copied == at {
				t.Fatalf("%s: %s is not found, or shared", name, v.Path)
			}
			*copied = v.Value + 1
			if *at != v.Value {
				t.Fatalf("%s: setting %s in a copy changes the scenario", name, v.Path)
			}
		}
		if !reflect.DeepEqual(e.Scenario, before.Scenario) {
			t.Errorf("%s: setting numbers in a copy changes the scenario", name)
		}
	}
}

// What depends on a file that is read once cannot be drawn.
func TestDrawnElevationOfFile(t *testing.T) {
	text := strings.Replace(own, `station = "guiyang"`+"\nelevation_m = 1_400", "file = \"my.csv\"\nelevation_m = { dist = \"uniform\", low = 1_000, high = 1_400 }", 1)
	before, _, _ := strings.Cut(text, "elevation_m")
	p := problemsOf(t, file(t, "m.toml", text))
	if !slices.ContainsFunc(p, func(p document.Problem) bool {
		return p.Path == "weather.hill.elevation_m" && p.Pos.Line == 1+strings.Count(before, "\n") && p.Pos.Col == 15 && strings.Contains(p.What, "cannot be a distribution beside a file")
	}) {
		t.Error(p)
	}
	load(t, strings.Replace(own, "elevation_m = 1_400", "elevation_m = { dist = \"uniform\", low = 1_000, high = 1_400 }", 1))
}

// The cheap rules see what the loader's checks see.
func TestCoherent(t *testing.T) {
	const text = minimal + `[cluster.build]
policy = "target-seeking"
goal_racks = 5000
[[cluster.build.plan]]
id = "p"
date = 2023-06-30
racks = 2000
[[cluster.build.plan]]
id = "r"
date = 2023-09-30
racks = 3000
[[cluster.project]]
id = "q"
fleet = "f"
start = 2022-06-30
racks = 10
lead_time_months = 12
`
	base := load(t, strings.Replace(text, "existing_share = 1", "existing_share = 1\nbuild_share = 1\nbuilt_from = 2010\nbuilt_to = 2020", 1))
	dispatched := load(t, market)
	if err := base.Coherent(); err != nil {
		t.Error(err)
	}
	if err := dispatched.Coherent(); err != nil {
		t.Error(err)
	}
	for _, c := range []struct {
		of    *Effective
		path  string
		value float64
		want  string
	}{
		{base, "cluster.c.utilisation", .96, "cluster.c.utilisation: 0.96 is above demand.max_utilisation, 0.95"},
		{base, "cluster.c.build.approval_share", .7, "cluster.c.build.approval_share: with fitout_share it makes 1.03"},
		{base, "cluster.c.build.goal_racks", 0, "cluster.c.build.goal_racks: policy"},
		{base, "cluster.c.build.plan.p.racks", 999, "cluster.c.build.plan.p.racks: 999 is less than the 1000 before it"},
		{base, "cluster.c.build.plan.r.racks", 1999, "cluster.c.build.plan.r.racks: 1999 is less than the 2000 before it"},
		{base, "cluster.c.racks", 2001, "cluster.c.build.plan.p.racks: 2000 is less than the 2001 before it"},
		{base, "cluster.c.project.q.lead_time_months", 6, "cluster.c.project.q.lead_time_months: with 6 months from 2022-06-30 on it would be in service before the start, 2022-12-31"},
		{base, "cluster.c.fleet.f.existing_share", .9, "cluster.c.fleet: the existing_share of all fleets makes 0.9"},
		{base, "cluster.c.fleet.f.build_share", .9, "cluster.c.fleet: the build_share of all fleets makes 0.9"},
		{base, "cluster.c.fleet.f.built_from", 2021, "cluster.c.fleet.f.built_from: 2021 is after built_to, 2020"},
		{base, "cluster.c.fleet.f.built_from", 2015.5, "these are no years"},
		{base, "cluster.c.fleet.f.built_to", 2023, "cluster.c.fleet.f.built_to: 2023 is after the start"},
		{base, "energy.apart_from_year", 2023.5, "energy.apart_from_year: 2023.5 is no year"},
		{base, "cluster.c.demand.growth_per_year", 1e10, "cluster.c.demand.growth_per_year: the demand grows to more than"},
		{dispatched, "origin.o.share", .9, "origin: the share of all origins makes"},
		{dispatched, "class.quick.share", .9, "class: the share of all classes makes"},
		{dispatched, "class.quick.growth_per_year", 1e10, "class.quick.growth_per_year: the demand of origin"},
		{dispatched, "dispatch.platform_max", 0, "dispatch.platform_share: 0.05 is above dispatch.platform_max, 0"},
	} {
		s := c.of.Clone()
		at := s.Number(c.path)
		if at == nil {
			t.Fatalf("there is no %s", c.path)
		}
		*at = c.value
		if err := s.Coherent(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s = %v:\n got %v\nwant %s", c.path, c.value, err, c.want)
		}
		if err := c.of.Lay(s); err == nil {
			t.Errorf("%s = %v: the loader sees no mistake", c.path, c.value)
		}
	}
	idle := dispatched.Clone()
	for i := range idle.Clusters {
		idle.Clusters[i].Utilisation = 0
	}
	for i := range idle.Origins {
		idle.Origins[i].BacklogRacks = 0
	}
	if err := idle.Coherent(); err == nil || !strings.Contains(err.Error(), "there is no demand") {
		t.Error(err)
	}
	mixed := load(t, strings.Replace(market, "[[class]]", "[[origin.mix]]\nid = \"quick\"\nshare = 0.3\n[[class]]", 1)).Clone()
	*mixed.Number("origin.o.mix.quick.share") = .4
	if err := mixed.Coherent(); err == nil || err.Error() != "origin.o.mix: with it, the shares of all classes make 1.1; they have to make 1" {
		t.Error(err)
	}
	platform := dispatched.Clone()
	platform.Dispatch.Policy, platform.Dispatch.PlatformMax = "logit", 0
	if err := platform.Coherent(); err != nil {
		t.Errorf("the platform counts where there is none: %v", err)
	}
	rate := base.Clone()
	rate.Clusters[0].Build.Policy = "fixed-rate"
	if err := rate.Coherent(); err == nil || !strings.Contains(err.Error(), "rate_racks_per_month") {
		t.Error(err)
	}
}

var sink error

// BenchmarkMember is what the checks cost each member of an ensemble.
func BenchmarkMember(b *testing.B) {
	e, err := Load("guizhou-2024", nil)
	if err != nil {
		b.Fatal(err)
	}
	s := e.Clone()
	b.Run("scale", func(b *testing.B) {
		for b.Loop() {
			s.ScaleShares()
		}
	})
	b.Run("coherent", func(b *testing.B) {
		for b.Loop() {
			sink = s.Coherent()
		}
	})
	b.Run("lay", func(b *testing.B) {
		for b.Loop() {
			sink = e.Lay(s)
		}
	})
}
