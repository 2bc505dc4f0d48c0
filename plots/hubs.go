package plots

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

const (
	meshMost  = 30            // places: with more, the numbers would be too small to read
	meshCells = vg.Length(13) // lowest
	meshGap   = vg.Length(30) // between two tables
	meshesMax = 3
)

// mesh is a tier in which there is a path between every two places.
type mesh struct {
	*matrix
	tier   tier
	places []string          // their keys
	pairs  []result.Path     // each pair once
	at     map[[2]int]int    // the index of a pair by its places, the first of them before
	keys   map[string]int    // places
	cellH  vg.Length         // of this table
	n1     bool              // anything is known of cuts
	called map[string]string // of places
	by     [2]bound          // what decides on the slowest pair, intact and cut: what the table shows
}

// hubs is a table of the delay between every two places of a tier: intact above the
// diagonal, after the worst cut of a link below it.
func hubs(j *job) (*figure, string) {
	all := j.meshes()
	if len(all) == 0 {
		return nil, j.pick("no tier has paths between all of its places", "没有各节点两两互联的时延圈层")
	}
	n := len(all)
	all = all[:min(n, meshesMax)]
	height := vg.Length(0)
	heads := make([]vg.Length, len(all))
	var routed, n1 bool
	for i, m := range all {
		heads[i] = m.fit(j) + 8
		if height += heads[i] + m.height(); i > 0 {
			height += meshGap
		}
		routed = routed || slices.ContainsFunc(m.pairs, rerouted)
		n1 = n1 || m.n1
	}
	subtitle := fmt.Sprintf(j.pick("One-way delay in the peak hour, ms, %s, between the places of %s", "忙时单向时延（毫秒，%s）：%s"), all[0].measured(j), j.cut(all[0].tier.name, noteStyle, 150))
	if n1 {
		subtitle += j.pick(". Upper right: intact; lower left: when the one link is cut that harms the pair most", "，右上为网络完好时，左下为最不利单链路中断时（N-1）")
	}
	if routed {
		subtitle += j.pick("; * no direct circuit", "；*无直达链路")
	}
	if i := slices.IndexFunc(all, func(m *mesh) bool { return len(m.places) > meshMost }); i >= 0 {
		subtitle += fmt.Sprintf(j.pick("; shown are the %d of %d places with the longest delays", "；仅列时延最长的%d个节点（共%d个）"), meshMost, len(all[i].places))
	}
	if n > len(all) {
		subtitle += fmt.Sprintf(j.pick("; the first %d of %d tiers", "；仅列前%d个圈层，共%d个"), len(all), n)
	}
	f := j.newFigure(all[0].finding(j), subtitle, height)
	y := f.top - 6
	for i, m := range all {
		m.figure = f
		if i > 0 {
			f.text(edge, y-6, f.cut(m.finding(j), noteStyle.strong(), sheetWidth-2*edge), noteStyle.strong().in(ink), left)
		}
		m.draw(y - heads[i])
		y -= heads[i] + m.height() + meshGap
	}
	return f, ""
}

// meshes are the tiers whose paths do not all begin in one place.
func (j *job) meshes() []*mesh {
	var out []*mesh
	for _, t := range j.tiers() {
		m := &mesh{tier: t, at: map[[2]int]int{}, keys: map[string]int{}, called: map[string]string{}}
		if t.slowest >= 0 {
			m.by[0], m.by[1] = t.judge(asIs(t.paths[t.slowest])), t.judge(t.lasting())
		}
		starts := map[string]bool{}
		for _, p := range j.r.Paths {
			if p.Tier != t.id {
				continue
			}
			from, to := cmp.Or(p.Ends[0], p.From.In(j.lang)), cmp.Or(p.Ends[1], p.To.In(j.lang))
			a, b := m.place(from, j.named(p.From, from)), m.place(to, j.named(p.To, to))
			if starts[from] = true; a == b {
				continue
			}
			k := [2]int{min(a, b), max(a, b)}
			if _, there := m.at[k]; !there {
				m.at[k] = len(m.pairs)
				m.pairs = append(m.pairs, p)
				if _, ok := afterCut(p); ok && !asIs(p).lost() {
					m.n1 = true
				}
			}
		}
		if len(starts) > 1 && len(m.pairs) > 0 {
			out = append(out, m)
		}
	}
	return out
}

// place is the index of a place, a new one if it has not been named before.
func (m *mesh) place(key, name string) int {
	i, there := m.keys[key]
	if !there {
		i = len(m.places)
		m.keys[key], m.called[key] = i, name
		m.places = append(m.places, key)
	}
	return i
}

// shown are the indices of the places that have room: those with the longest delays, in
// their order.
func (m *mesh) shown() []int {
	order := make([]int, len(m.places))
	longest := make([]float64, len(m.places))
	for i := range order {
		order[i] = i
	}
	for k, i := range m.at {
		for _, place := range k {
			longest[place] = max(longest[place], positive(asIs(m.pairs[i]).p99))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(longest[b], longest[a]) })
	return slices.Sorted(slices.Values(order[:min(len(order), meshMost)]))
}

// measured says what of the delay the two halves of the table show.
func (m *mesh) measured(j *job) string {
	mean, tail := j.pick("mean", "平均"), j.pick("99 % of packets", "99%分位")
	as := func(cut int) string {
		if m.by[cut].percentile() {
			return tail
		}
		return mean
	}
	if a, b := as(0), as(1); m.n1 && a != b {
		return fmt.Sprintf(j.pick("%s and, cut, %s", "%s，中断时%s"), a, b)
	}
	return as(0)
}

// finding is the title: how many pairs are within the budget, and which is the slowest.
func (m *mesh) finding(j *job) string {
	kept, lasting, lost, first := 0, 0, 0, -1
	for i, p := range m.pairs {
		s := asIs(p)
		if s.lost() {
			if lost++; first < 0 {
				first = i
			}
			continue
		}
		if m.tier.breaks(s) {
			continue
		}
		kept++
		if cut, ok := afterCut(p); !ok || !cut.lost() && !m.tier.breaks(cut) {
			lasting++
		}
	}
	name := upper(j.cut(m.tier.name, titleStyle, 180))
	var line string
	switch b := m.by[0]; {
	case math.IsNaN(b.budget):
		line = fmt.Sprintf(j.pick("%s: %d pairs of places", "%s：%d对节点"), name, len(m.pairs))
	case m.n1:
		line = fmt.Sprintf(j.pick("%s: %d of %d pairs within %s, %d also with any one link cut", "%[1]s：%[3]d对节点中%[2]d对在%[4]s以内，任一链路中断时仍有%[5]d对"),
			name, kept, len(m.pairs), j.budget(b.budget), lasting)
	default:
		line = fmt.Sprintf(j.pick("%s: %d of %d pairs within %s", "%[1]s：%[3]d对节点中%[2]d对在%[4]s以内"), name, kept, len(m.pairs), j.budget(b.budget))
	}
	switch {
	case lost == len(m.pairs):
		return line + j.pick("; there is no path at all", "；没有任何路径")
	case lost > 0:
		return j.fitting(line+fmt.Sprintf(j.pick("; %d cut off, first: %s", "；%d对中断，首例：%s"), lost, j.pair(m.pairs[first])),
			line+fmt.Sprintf(j.pick("; %d cut off", "；%d对中断"), lost))
	}
	p := m.tier.paths[m.tier.slowest]
	s := asIs(p)
	value := j.ms(m.by[0].of(s))
	if !m.by[0].percentile() && s.p99 > s.mean { // another may have the larger mean
		value = j.pick("mean ", "平均") + value
	}
	return j.fitting(line+fmt.Sprintf(j.pick("; slowest (99 %%): %s, %s", "；最慢（99%%分位）：%s，%s"), j.pair(p), value),
		line+fmt.Sprintf(j.pick("; slowest (99 %%): %s", "；最慢（99%%分位）%s"), value))
}
