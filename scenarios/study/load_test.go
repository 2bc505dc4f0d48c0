package study

import (
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"hubcap/model"
)

// All axes as the file gives them.
func TestStudy(t *testing.T) {
	s := good(t, `study = 1
name = "all"
title = { en = "All", zh = "全" }
scenario = "small.toml"
set = ["cluster.d.racks=3"]
members = 50
seed = 9_007_199_254_740_993
sampling = "lhs"
most_failed = 0.1
part_points = 7
[design]
kind = "grid"
`+axisOf("a", "cluster.c.racks", "name = { en = \"A\" }\nrange = { low = 10, high = 1_000, scale = \"log\", steps = 3 }")+
		axisOf("b", "cluster.d.utilisation", "dist = { dist = \"uniform\", low = 0.2, high = 0.4 }\nsteps = 3\nwith = \"a\"")+
		axisOf("c", "cluster.*.build.completion", "values = [0.5, 1]")+
		keepOf("racks_in_service", "h", "at = [2024-12-31, 2022-12-31]")+
		"[[keep]]\nid = \"mean\"\nquantity = \"pue\"\nscope = \"c/f\"\nover = \"mean\"\nfrom = 2023-01-01\n"+
		"[[series]]\nid = \"s\"\nquantity = \"delay_mean\"\n")
	dist := s.Axes[1].Dist
	if dist == nil || dist.Quantile(.5) != .30000000000000004 && dist.Quantile(.5) != .3 {
		t.Errorf("the distribution is %+v", dist)
	}
	want := model.Study{
		Name: "all", Title: model.Text{EN: "All", ZH: "全"}, Bases: []model.Base{{ID: "small", Scenario: "small.toml", Set: []string{"cluster.d.racks=3"}}},
		Members: 50, Seed: 9_007_199_254_740_993, Sampling: "lhs", MostFailed: .1, PartPoints: 7,
		Design: model.Design{Kind: "grid"},
		Axes: []model.Axis{
			{ID: "a", Label: model.Text{EN: "A"}, Path: "cluster.c.racks", Unit: "rack", Low: 10, High: 1000, Log: true, Steps: 3, With: -1},
			{ID: "b", Path: "cluster.d.utilisation", Unit: "1", Dist: dist, DistText: `{ dist = "uniform", low = 0.2, high = 0.4 }`, Steps: 3, With: 0},
			{ID: "c", Path: "cluster.*.build.completion", Unit: "1", Values: []float64{.5, 1}, With: -1},
		},
		Keep: []model.Keep{
			{ID: "k", Quantity: "racks_in_service", Scope: "h", At: []model.Date{{Year: 2024, Month: 12, Day: 31}, {Year: 2022, Month: 12, Day: 31}}},
			{ID: "mean", Quantity: "pue", Scope: "c/f", Over: "mean", From: model.Date{Year: 2023, Month: 1, Day: 1}},
		},
		Series: []model.KeepSeries{{ID: "s", Quantity: "delay_mean"}},
	}
	if !reflect.DeepEqual(s.Study, want) {
		t.Errorf("\n got %+v\nwant %+v", s.Study, want)
	}
	if s.Variants[0].Clusters[1].Racks != 3 || !strings.HasPrefix(string(s.TOML), "study = 1\n") {
		t.Error("the setting or the text of the file is lost")
	}
}

func TestDesigns(t *testing.T) {
	for text, want := range map[string]model.Design{
		"kind = \"morris\"\ntrajectories = 5":                         {Kind: "morris", Trajectories: 5, Levels: 4},
		"kind = \"morris\"\ntrajectories = 5\nlevels = 6":             {Kind: "morris", Trajectories: 5, Levels: 6},
		"kind = \"saltelli\"\nsamples = 5":                            {Kind: "saltelli", Samples: 5},
		"kind = \"saltelli\"\nsamples = 5\nsecond_order = true":       {Kind: "saltelli", Samples: 5, SecondOrder: true},
		"kind = \"halton\"\npoints = 2147483648":                      {Kind: "halton", Points: 1 << 31},
		"kind = \"saltelli\"\nsamples = 5\nsecond_order = false # ok": {Kind: "saltelli", Samples: 5},
	} {
		if s := good(t, head+"[design]\n"+text+"\n"+leads); s.Design != want {
			t.Errorf("%s\n got %+v\nwant %+v", text, s.Design, want)
		}
	}
}

// Doubts are remarks in both languages.
func TestRemarks(t *testing.T) {
	for text, want := range map[string]string{
		head + "sampling = \"sobol\"\nseed = 3\n" + grid + leads:                                                                                        "sampling has no effect with members = 1: the central run is without chance.\nseed has no effect with members = 1: the central run is without chance.",
		head + "seed = 3\n" + random + leads:                                                                                                            "",
		head + "seed = 3\nmembers = 2\nsampling = \"lhs\"\n" + grid + leads:                                                                             "",
		head + grid + axisOf("a", lead, "values = [2, 18, 40, 50, 60, 70, 80]"):                                                                         "axis.a.values: the evidence, which covers 4 to 36 month, does not cover 2, 40, 50, 60 and 2 more",
		head + random + axisOf("a", lead, "range = { low = 2, high = 18 }"):                                                                             "axis.a.range: the evidence, which covers 4 to 36 month, does not cover 2",
		head + random + axisOf("a", "cluster.c.utilisation", "dist = { dist = \"normal\", mean = 0.9, sd = 0.1 }"):                                      "axis.a.dist: 15.9 % of its distribution lay outside what is allowed, 0 to 1, and was cut off\naxis.a.dist, 0.727 to 0.984 in nine cases of ten, lies partly outside what the evidence covers, 0.2 to 0.8",
		bases + grid + leads + "[[keep]]\nid = \"k\"\nquantity = \"racks_in_service\"\nscope = \"c\"\n":                                                 "",
		strings.Replace(bases, "small.toml", "other.toml", 1) + grid + leads + "[[keep]]\nid = \"k\"\nquantity = \"racks_in_service\"\nscope = \"e\"\n": "keep.k is not there in 1 of the 2 scenarios: racks_in_service belongs to a hub, cluster or fleet, and none is named \"e\".",
	} {
		s := good(t, text, "other.toml", strings.ReplaceAll(small, "id = \"d\"", "id = \"e\""))
		var en []string
		for _, remark := range s.Remarks {
			en = append(en, remark.EN)
			if remark.ZH == "" {
				t.Errorf("%s stands there in English only", remark.EN)
			}
		}
		if got := strings.Join(en, "\n"); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestIs(t *testing.T) {
	dir := t.TempDir()
	for text, want := range map[string]bool{
		head: true, "study = 1\nname = [": true, small: false, "[[axis]]\nid = 3": true, "[design]\n": true, "schema = 1\n[design]\n": false, "": false, "\x00": false,
	} {
		name := filepath.Join(dir, "f.toml")
		write(t, name, text)
		if Is(name) != want {
			t.Errorf("%q is taken for a study: %v", text, !want)
		}
	}
	if Is(dir) || Is(filepath.Join(dir, "none")) || Is("guizhou-2024") {
		t.Error("what is no file is taken for a study")
	}
}

func TestStarter(t *testing.T) {
	s := good(t, string(Starter()))
	if len(s.Variants) != 1 || len(s.Axes) != 2 || len(s.Remarks) != 0 {
		t.Errorf("%d variants, %+v, %v", len(s.Variants), s.Study, s.Remarks)
	}
}
