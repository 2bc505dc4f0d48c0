package study

import (
	"errors"
	"strings"
	"testing"

	"hubcap/scenarios"
)

// Whatever a study and its points hold, it is loaded, or told what is wrong with it and where.
func FuzzStudy(f *testing.F) {
	const points = "lead,year,policy\n1,2017,none\n\"2\", 2018 ,\"fixed-rate\"\r\n"
	f.Add(string(Starter()), points)
	f.Add(three, points)
	f.Add(three, "lead;year\n\"1,,\n")
	for _, text := range []string{
		bases + grid + policies + leads + keepOf("pue", "c/f", "over = \"mean\"\nfrom = 2023-01-01"),
		head + random + leads + keepOf("delay_mean", "near", "at = [2023-01-31, 2030-01-01, 2022-12-31]") + "[[series]]\nid = \"s\"\nquantity = \"pue\"\n",
		head + grid + axisOf("a", lead, "dist = \"scenario\"\nsteps = 3") + axisOf("b", "cluster.d.racks", "range = { low = 1, high = 2, scale = \"log\", steps = 3 }\nwith = \"a\""),
		head + random + axisOf("a", "cluster.*.fleet.*.load_factor", "dist = { dist = \"normal\", mean = 0.5, sd = 0.1, group = \"x\" }"),
		head + grid + axisOf("a", "target.*.at_least", "values = [0.5, \"x\", nan]") + axisOf("b", "time.end", "values = [2023-12-31, \"2024-12-30\"]"),
		head + "members = 2\nseed = 9_000_000\n[design]\nkind = \"morris\"\ntrajectories = 5\nlevels = 5\npoints = 1\n" + leads + leads,
		"axis = 3\ndesign = []\nkeep = [1, {}]\nbase = { id = 3 }\nset = [\"=\"]\nstudy = nan\n[series.x]\n",
		"study = 1\n[[axis]]\nrange = { low = inf }\nwith = \"\"\n[[axis.dist]]\ndist = 3\n",
		"axis = [{ id = \"a\", path = \"cluster.*.racks\", values = [[1], {}] }]\nkeep = [{ id = \"k\", at = [1979-05-27T07:32:00] }]\nseed = 0x10\nmembers = 1e3\n",
	} {
		f.Add(text, points)
	}
	f.Fuzz(func(t *testing.T, text, points string) {
		if strings.Contains(text, "/") && !strings.Contains(text, "c/f") || strings.Contains(text, "..") {
			return // no files of this machine
		}
		name := folder(t, text, "p.csv", points)
		s, err := Load(name)
		Is(name)
		var problems scenarios.Problems
		switch {
		case err == nil:
			if len(s.Variants) != s.Study.Variants() || len(s.Axes) == 0 || len(s.Bases) == 0 {
				t.Errorf("%d variants of %+v", len(s.Variants), s.Study)
			}
			for _, e := range s.Variants {
				for _, a := range s.Axes {
					if len(a.Texts) == 0 && len(e.Every(a.Path)) == 0 {
						t.Errorf("%s names nothing", a.Path)
					}
				}
			}
			if p := s.Points; p != nil {
				out := make([][]float64, len(s.Axes))
				for i := range out {
					out[i] = make([]float64, p.Len())
				}
				if err := errors.Join(p.Read(0, p.Len(), out), p.Close()); err != nil {
					t.Error(err)
				}
			}
		case !errors.As(err, &problems) || len(problems) == 0:
			t.Errorf("%v is no list of mistakes", err)
		default:
			for _, p := range problems {
				if p.What == "" || p.Pos.File == "" {
					t.Errorf("a mistake is not told: %+v", p)
				}
				if strings.Contains(p.What, "defect") {
					t.Error(p)
				}
			}
		}
	})
}
