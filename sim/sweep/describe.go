package sweep

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/sim"
	"hubcap/sim/result"
)

// describe makes the manifest.
func (s *Sweep) describe(targets []result.ManifestTarget) *result.Manifest {
	st := s.study
	m := &result.Manifest{
		Version: sim.Version, Build: sim.Build(), Layout: result.ManifestLayout,
		Study:   result.ManifestStudy{Name: st.Name, Title: st.Title},
		Seeds:   s.variants[0].plan.Scenario.Data.Hash,
		Members: st.Members, Seed: st.Seed, Sampling: st.Sampling, MostFailed: st.MostFailed,
		Design: result.ManifestDesign{Kind: st.Design.Kind, Samples: st.Design.Samples, SecondOrder: st.Design.SecondOrder,
			Trajectories: st.Design.Trajectories, Levels: st.Design.Levels},
		Warnings: []model.Text{}, Axes: []result.ManifestAxis{}, Targets: targets, Columns: s.columns,
		Points: s.Points(), Runs: s.Runs(), PartPoints: s.part, Parts: s.Parts(),
	}
	for i, b := range st.Bases {
		from, end := st.VariantsOf(i)
		plan := s.variants[from].plan
		first := plan.Scenario
		out := result.ManifestBase{ID: b.ID, Name: first.Name, Title: first.Title, Set: append([]string{}, b.Set...)}
		for t := range first.Targets {
			if len(st.Bases) > 1 {
				out.Targets = append(out.Targets, describeTarget(plan, &first.Targets[t], st.Axes))
			}
		}
		for _, v := range s.variants[from:end] {
			out.Hash = append(out.Hash, v.plan.Scenario.Hash)
		}
		m.Scenarios = append(m.Scenarios, out)
	}
	for i := range s.axes {
		m.Axes = append(m.Axes, s.describeAxis(&s.axes[i]))
	}
	for i := range st.Series {
		m.Series = append(m.Series, st.Series[i].ID)
	}
	m.Study.Hash = s.hash(m)
	return m
}

func (s *Sweep) describeAxis(a *axis) result.ManifestAxis {
	out := result.ManifestAxis{ID: a.ID, Path: a.Path, Unit: a.Unit, Texts: a.Texts, Log: a.Log, Dist: a.DistText, Label: label(a.Axis)}
	if len(a.Texts) == 0 {
		for _, v := range a.list {
			out.Values = append(out.Values, result.Number(v))
		}
	}
	if a.Low != a.High {
		low, high := result.Number(a.Low), result.Number(a.High)
		out.Low, out.High = &low, &high
	}
	if a.With >= 0 {
		out.With = s.axes[a.With].ID
	}
	return out
}

func describeTarget(p *sim.Plan, t *model.Target, axes []model.Axis) result.ManifestTarget {
	comparator, required := t.Bound()
	q, _ := model.QuantityOf(t.Quantity)
	out := result.ManifestTarget{ID: t.ID, Name: t.Name, Quantity: t.Quantity, Scope: t.Scope, Where: p.NameOf(t.Scope),
		Comparator: comparator, Required: result.Number(required), Unit: q.Unit, Deadline: t.By}
	for i := range axes {
		for _, path := range p.Scenario.Paths(axes[i].Path) {
			if strings.HasPrefix(path, "target."+t.ID+".") {
				out.RequiredBy = axes[i].ID
			}
		}
		if axes[i].Path == "target."+t.ID+".by" || axes[i].Path == "target.*.by" {
			out.DeadlineBy = axes[i].ID
		}
	}
	switch {
	case t.Name == (model.Text{}):
		out.Name = q.Label
	case t.Quantity == model.DelayMean: // says where by its name
		out.Where = model.Text{}
	}
	return out
}

// hash is that of all that decides what a point comes to, but for how many there are where
// more of them begin with these. Titles and labels decide nothing.
func (s *Sweep) hash(m *result.Manifest) string {
	m = bare(m)
	points := 0
	if !s.extends() {
		points = s.points
	}
	text, err := json.Marshal(struct {
		Layout, Points, Part  int
		Version, Build, Seeds string
		Members               int
		Seed                  uint64
		Sampling              string
		MostFailed            float64
		Kind                  string
		SecondOrder           bool
		Levels                int
		Bases                 []result.ManifestBase
		Axes                  []result.ManifestAxis
		Exact                 [][4]uint64 // of the axes: what JSON rounds
		Columns               []result.RunColumn
		Keep                  []model.Keep
		Series                []model.KeepSeries
	}{m.Layout, points, s.part, m.Version, m.Build, m.Seeds, m.Members, m.Seed, m.Sampling, m.MostFailed,
		m.Design.Kind, m.Design.SecondOrder, m.Design.Levels, m.Scenarios, m.Axes, s.exact(), m.Columns, s.study.Keep, s.study.Series})
	if err != nil {
		panic(err) // nothing in it can fail
	}
	return digest(text)
}

// bare is a manifest without what is there for people only, and without what only members need
// where there are none.
func bare(m *result.Manifest) *result.Manifest {
	out := *m
	out.Scenarios, out.Axes, out.Columns = slices.Clone(m.Scenarios), slices.Clone(m.Axes), slices.Clone(m.Columns)
	for i := range out.Scenarios {
		b := &out.Scenarios[i]
		b.Title, b.Set, b.Targets = model.Text{}, nil, nil // the hash of the scenario has what is set
	}
	for i := range out.Axes {
		out.Axes[i].Label = model.Text{}
	}
	for i := range out.Columns {
		out.Columns[i].Label = model.Text{}
	}
	if m.Members == 1 {
		out.Sampling, out.MostFailed = "", 0
	}
	return &out
}

// exact are the numbers of the axes to the last bit.
func (s *Sweep) exact() [][4]uint64 {
	var out [][4]uint64
	for i := range s.axes {
		a := &s.axes[i]
		out = append(out, [4]uint64{math.Float64bits(a.Low), math.Float64bits(a.High), uint64(a.Steps), uint64(len(a.list))})
		for _, v := range a.list {
			out = append(out, [4]uint64{math.Float64bits(v)})
		}
	}
	return out
}

// digest is the SHA-256 of some bytes.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// digest is that of the values of the first n points.
func (v *values) digest(n int) string {
	k := len(v.axes) / max(1, len(v.variant))
	text := make([]byte, 0, 8*n*(k+1))
	for i := range n {
		text = binary.LittleEndian.AppendUint64(text, uint64(v.variant[i]))
		for _, x := range v.axes[i*k : (i+1)*k] {
			text = binary.LittleEndian.AppendUint64(text, math.Float64bits(x))
		}
	}
	return digest(text)
}
