package plots

import (
	"cmp"
	"slices"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// label names a line at its right end: its last value, then its name.
type label struct {
	at          float64
	value, name string
	color       colour
	fill        colour // of the area that it names, if it is one
	rank        int    // where there is no room, the highest rank goes first
}

const (
	labelGap  = vg.Length(11.5) // between the lines of labels
	labelMost = vg.Length(150)
	labelWide = vg.Length(190) // where names are long
	leader    = vg.Length(10)  // from the end of a line to its label
)

// key is the width of the patch of colour before a label.
func (l *label) key() vg.Length {
	if l.fill == nil {
		return 0
	}
	return 10
}

// labelWidth is the room that labels need on the right.
func (j *job) labelWidth(labels []label) vg.Length { return j.labelRoom(labels, labelMost) }

// labelRoom is that room, with names cut at another width.
func (j *job) labelRoom(labels []label, most vg.Length) vg.Length {
	w := vg.Length(0)
	for _, l := range labels {
		w = max(w, l.key()+j.fonts.width(l.value, tickStyle.strong())+4+j.fonts.width(l.name, tickStyle))
	}
	return min(w, most) + leader + 3
}

// label writes the labels beside the panel, moved apart where they would collide.
func (p *panel) label(labels []label) {
	most := int((p.y1-p.y0)/labelGap) + 1
	labels = slices.Clone(labels)
	slices.SortStableFunc(labels, func(a, b label) int { return cmp.Compare(a.rank, b.rank) })
	labels = labels[:min(most, len(labels))]
	slices.SortStableFunc(labels, func(a, b label) int { return cmp.Compare(a.at, b.at) })
	wanted := make([]vg.Length, len(labels))
	for i, l := range labels {
		wanted[i] = p.y(l.at)
	}
	for i, y := range spread(wanted, labelGap, p.y0, p.y1) {
		l := labels[i]
		p.f.stroke(l.color, 0.6, nil, vg.Point{X: p.x1 + 2, Y: wanted[i]}, vg.Point{X: p.x1 + leader - 1, Y: y})
		x := p.x1 + leader + 1 + l.key()
		if l.fill != nil {
			p.f.rect(l.fill, x-l.key(), y-3, x-3, y+4)
		}
		p.f.text(x, y-3, l.value, tickStyle.strong().in(l.color), left)
		if l.value != "" {
			x += p.f.fonts.width(l.value, tickStyle.strong()) + 4
		}
		p.f.text(x, y-3, p.f.cut(l.name, tickStyle, sheetWidth-edge-x), tickStyle.in(l.color), left)
	}
}

// spread moves ascending positions apart by a gap, as little as possible and within the
// ends: those that touch become a block, centred on what its members wanted.
func spread(wanted []vg.Length, gap, low, high vg.Length) []vg.Length {
	type block struct {
		n   int
		sum vg.Length // of what the members want the block's first position to be
	}
	first := func(b block) vg.Length {
		return max(low, min(b.sum/vg.Length(b.n), high-gap*vg.Length(b.n-1)))
	}
	var blocks []block
	for _, y := range wanted {
		blocks = append(blocks, block{1, y})
		for len(blocks) > 1 {
			a, b := blocks[len(blocks)-2], blocks[len(blocks)-1]
			if first(a)+gap*vg.Length(a.n) <= first(b) {
				break
			}
			// b's members stand a.n places further up in the joint block.
			joint := block{a.n + b.n, a.sum + b.sum - gap*vg.Length(a.n*b.n)}
			blocks = append(blocks[:len(blocks)-2], joint)
		}
	}
	var out []vg.Length
	for _, b := range blocks {
		for i := range b.n {
			out = append(out, first(b)+gap*vg.Length(i))
		}
	}
	return out
}

// goals marks targets: a diamond at deadline and required value, the first one joined to
// what is simulated, and its deadline named where the end of the axis does not do that.
func (p *panel) goals(targets []result.Target) {
	for i, t := range targets {
		x, y := p.x(t.Deadline), p.y(float64(t.Required))
		if !p.inside(t.Deadline) {
			continue
		}
		if i == 0 {
			if !t.Simulated.IsMissing() {
				at := p.y(float64(t.Simulated))
				c := blue
				if !t.Met {
					c = red
				}
				p.f.stroke(c, 1, []vg.Length{2, 2}, vg.Point{X: x, Y: at}, vg.Point{X: x, Y: y})
				p.f.dot(c, x, at, 2.6)
			}
			if x < p.x1-40 {
				p.f.stroke(pale, 0.6, nil, vg.Point{X: x, Y: p.y0}, vg.Point{X: x, Y: p.y1})
				text := p.f.pick("due ", "期限") + p.f.date(t.Deadline)
				p.f.text(min(max(x, p.x0+30), p.x1-30), p.y1+4, text, smallStyle, centre)
			}
		}
		p.f.diamond(red, x, y, 4)
		if i > 0 && len(targets) <= 4 {
			p.beside(x, y, p.f.number(t.Quantity, float64(t.Required)), smallStyle.in(red))
		}
	}
}

// beside writes above or below a point, where it is free.
func (p *panel) beside(x, y vg.Length, text string, t style) {
	half := p.f.fonts.width(text, t) / 2
	for _, base := range []vg.Length{y + 6, y - 13} {
		box := vg.Rectangle{Min: vg.Point{X: x - half - 2, Y: base - 2}, Max: vg.Point{X: x + half + 2, Y: base + 8}}
		if box.Min.X >= p.x0 && box.Max.X <= p.x1 && box.Min.Y >= p.y0 && box.Max.Y <= p.y1 && p.f.free(box) {
			p.f.text(x, base, text, t, centre)
			return
		}
	}
}

func (f *figure) diamond(c colour, x, y, r vg.Length) {
	for _, d := range []struct {
		c colour
		r vg.Length
	}{{paper, r + 1}, {c, r}} {
		f.fill(d.c, vg.Point{X: x - d.r, Y: y}, vg.Point{X: x, Y: y - d.r}, vg.Point{X: x + d.r, Y: y}, vg.Point{X: x, Y: y + d.r})
	}
}

func (p *panel) inside(d model.Date) bool {
	return !d.Before(p.dates[0]) && !p.dates[len(p.dates)-1].Before(d)
}

// subject finds what a chart of some quantities is about: the scope of the first target
// on one of them, else of the target for racks or any, else the first hub, and the targets on
// them there.
func (j *job) subject(quantities ...model.QuantityName) (scope string, targets []result.Target) {
	scope = j.hub()
	for _, t := range j.r.Targets {
		if slices.Contains(quantities, t.Quantity) && !t.Required.IsMissing() && j.values(t.Scope, t.Quantity) != nil {
			if len(targets) == 0 {
				scope = t.Scope
			}
			if t.Scope == scope && (len(targets) == 0 || t.Quantity == targets[0].Quantity) {
				targets = append(targets, t)
			}
		}
	}
	return scope, targets
}

// hub is what is judged as a whole: by its racks, or by anything else.
func (j *job) hub() string {
	for _, racks := range []bool{true, false} {
		for _, t := range j.r.Targets {
			if s, _ := j.r.Scope(t.Scope); (s.Kind == "hub" || s.Kind == "cluster" || s.Kind == "all") && (!racks || t.Quantity == model.RacksInService) {
				return t.Scope
			}
		}
	}
	for _, s := range j.r.Scopes {
		if s.Kind == "hub" {
			return s.ID
		}
	}
	return "all"
}

// place names a scope, a pair of places by both.
func (j *job) place(scope string) string {
	if s, ok := j.r.Scope(scope); ok && s.Name.In(j.lang) != "" {
		return s.Name.In(j.lang)
	}
	for _, p := range j.r.Paths {
		if p.Pair == scope && scope != "" {
			return cmp.Or(j.pair(p), scope)
		}
	}
	return scope
}
