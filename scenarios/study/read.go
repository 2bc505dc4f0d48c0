package study

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/scenarios/internal/document"
)

// reader reads one study, and gathers the problems of all files.
type reader struct {
	*scenarios.Document
	file, folder string
	out          *Study
	bases        []base
	axes         []*axis
	plain        []*scenarios.Effective // variants before numbers are pinned; nil where there is none
	choices      [][]setting            // of words, by variant

	alone    map[int]scenarios.Problems // of bases without any words, once they were asked for
	settings map[string]place           // where the settings stand that variants are loaded with
	told     map[string]bool            // what has been said of variants
	others   scenarios.Problems         // of scenarios and points
}

// base is where a scenario and its settings stand.
type base struct {
	scenario place
	set      []setting
}

// place is a value of the study.
type place struct {
	pos  document.Pos
	path string
}

// setting is PATH=VALUE for a scenario.
type setting struct {
	text string
	place
}

// all reads everything. Each part leaves out what needs something that is wrong already.
func (r *reader) all() {
	r.head()
	r.readBases()
	r.design()
	r.readAxes()
	r.choose()
	r.look()
	r.overlaps()
	for _, a := range r.axes {
		r.numbers(a)
	}
	r.coupled()
	r.gridSize()
	r.readPoints()
	r.load()
	r.kept()
	r.idle()
	r.out.Remarks = append(r.out.Remarks, r.Remarks()...)
}

// has tells whether a table gives a key, be it wrong.
func (r *reader) has(n *document.Node, path, key string) bool {
	return r.Given(n, key) != nil || r.Wrong(path+"."+key)
}

// word is a text that is given, and right, or nothing.
func (r *reader) word(n *document.Node, path, key string) string {
	if at := n.Fields[key]; at != nil && at.Kind == document.String && !r.Wrong(path+"."+key) {
		return at.Text
	}
	return ""
}

// text is a text in both languages.
func (r *reader) text(n *document.Node, key string) model.Text {
	at := n.Fields[key]
	if at == nil || at.Kind != document.Table {
		return model.Text{}
	}
	return model.Text{EN: r.word(at, key, "en"), ZH: r.word(at, key, "zh")}
}

// count is a whole number; 0 where there is none.
func (r *reader) count(n *document.Node, path, key string) int {
	if at := n.Fields[key]; at != nil && !r.Wrong(path+"."+key) {
		return int(at.Number)
	}
	return 0
}

// head reads what stands above all tables.
func (r *reader) head() {
	s, n := &r.out.Study, r.Node
	s.Name = n.Fields["name"].Text
	s.Title = r.text(n, "title")
	s.Members = int(n.Fields["members"].Number)
	s.Seed = uint64(n.Fields["seed"].Number)
	if text := n.Fields["seed"].Text; text != "" { // a float64 does not hold all of them
		if seed, err := strconv.ParseInt(text, 0, 64); err == nil && seed >= 0 {
			s.Seed = uint64(seed)
		}
	}
	s.Sampling = n.Fields["sampling"].Text
	s.MostFailed = n.Fields["most_failed"].Number
	s.PartPoints = int(n.Fields["part_points"].Number)
}

// idle doubts what is said of members where there are none, and of a seed that nothing takes.
func (r *reader) idle() {
	s := &r.out.Study
	if s.Members != 1 || r.Wrong("members") {
		return
	}
	for _, key := range []string{"sampling", "most_failed", "seed"} {
		if r.Given(r.Node, key) == nil || key == "seed" && s.Design.Kind != "grid" && s.Design.Kind != "points" {
			continue
		}
		r.out.Remarks = append(r.out.Remarks, model.Text{
			EN: key + " has no effect with members = 1: the central run is without chance.",
			ZH: key + " 不起作用：members = 1 时为不含随机性的中心运行。",
		})
	}
}

// readBases reads the scenarios that the study starts from.
func (r *reader) readBases() {
	list := r.Fields["base"]
	one, set := r.Given(r.Node, "scenario"), r.Given(r.Node, "set")
	if list == nil || len(list.Items) == 0 {
		if one == nil && list == nil {
			r.Fault(r.Pos, "scenario", "is missing: the scenario that the study starts from, a shipped name or a file relative to this one; or several as [[base]] entries, each with id and scenario")
		}
		if one != nil {
			r.addBase("", "", r.Node)
		}
		return
	}
	for _, n := range []*document.Node{one, set} {
		if n != nil {
			r.Fault(n.Pos, map[bool]string{true: "scenario", false: "set"}[n == one], "has no effect beside [[base]] entries, which take its place; give it to one of them, or take one of both out")
		}
	}
	for _, n := range list.Items {
		r.addBase(n.ID(), "base."+n.ID()+".", n)
	}
}

func (r *reader) addBase(id, path string, n *document.Node) {
	scenario := n.Fields["scenario"]
	at := place{scenario.Value, path + "scenario"}
	if r.Wrong(at.path) {
		return
	}
	if scenario.Text == "" {
		r.Fault(at.pos, at.path, "is empty; give a shipped name%s", scenarios.DidYouMean("", scenarios.Names()))
		return
	}
	b := base{scenario: at}
	given := model.Base{ID: id, Scenario: scenario.Text}
	if set := n.Fields["set"]; set != nil && set.Kind == document.List {
		for i, item := range set.Items {
			if item.Kind == document.String {
				s := setting{item.Text, place{item.Value, fmt.Sprintf("%sset[%d]", path, i)}}
				b.set = append(b.set, s)
				given.Set = append(given.Set, item.Text)
				r.settings[item.Text] = s.place
			}
		}
	}
	r.bases = append(r.bases, b)
	r.out.Bases = append(r.out.Bases, given)
}

// sorted puts the problems in the order of the files and their lines: the study first.
func (r *reader) sorted() scenarios.Problems {
	all := slices.Concat(r.Problems(), r.others)
	files := []string{r.file}
	for _, p := range all {
		if !slices.Contains(files, p.Pos.File) {
			files = append(files, p.Pos.File)
		}
	}
	slices.SortStableFunc(all, func(a, b document.Problem) int {
		switch {
		case a.Pos.File != b.Pos.File:
			return slices.Index(files, a.Pos.File) - slices.Index(files, b.Pos.File)
		case a.Pos.Before(b.Pos):
			return -1
		case b.Pos.Before(a.Pos):
			return 1
		}
		return strings.Compare(a.Path, b.Path)
	})
	seen := map[document.Problem]bool{}
	return slices.DeleteFunc(all, func(p document.Problem) bool {
		twice := seen[p]
		seen[p] = true
		return twice
	})
}
