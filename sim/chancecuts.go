package sim

import (
	"fmt"
	"math"
)

// cutSpan is a link that is down for a share of a step.
type cutSpan struct {
	link  int
	share float64
}

// mostCuts bounds how often one link is cut within the horizon.
const mostCuts = 100_000

// drawCuts lets links be cut and mended: up and down times are exponential, and links do not
// care for each other.
func (p *Plan) drawCuts() error {
	s, t := p.Scenario, p.transport
	d := &s.Delay
	if s.Process.LinkCuts != "drawn" || d.CutsPer1000Km == 0 || len(t.pairs) == 0 {
		return nil
	}
	end := p.time[len(p.time)-1]
	repair := d.RepairHours / hoursPerMonth
	p.chance.cuts = make([][]cutSpan, len(p.time))
	for link := range t.graph.Links() {
		l := t.graph.Link(link)
		up := 12 / (d.CutsPer1000Km * l.Route / 1000) // months between a repair and the next cut
		if end/up > mostCuts {
			return fmt.Errorf("delay.cuts_per_1000_km_year: link %s would be cut some %.0f times within the horizon; lower the rate, or set process.link_cuts = \"none\"", l.ID, end/up)
		}
		luck, k := p.chance.fate.stream("cuts/"+l.ID), 1
		for from := luck.Exponential(up); from < end; from += luck.Exponential(up) {
			to := from + luck.Exponential(repair)
			k = p.spread(link, from, to, k)
			from = to
		}
	}
	return nil
}

// spread divides the time for which a link is down among the steps, from step k on; it returns
// the step in which the time ends.
func (p *Plan) spread(link int, from, to float64, k int) int {
	for p.time[k] <= from {
		k++
	}
	for ; ; k++ {
		months := p.time[k] - p.time[k-1]
		down := min(to, p.time[k]) - max(from, p.time[k-1])
		spans := p.chance.cuts[k]
		if n := len(spans); n > 0 && spans[n-1].link == link {
			spans[n-1].share += down / months
		} else {
			p.chance.cuts[k] = append(spans, cutSpan{link, down / months})
		}
		if to <= p.time[k] || k == len(p.time)-1 {
			return k
		}
	}
}

// sufferCuts makes the delays of a step the mean over its days: of the intact network and, for
// as long as a link was down, of the network without it. Time in which a pair had no path at
// all does not count, and cuts at the same time add up as if each were alone.
func (r *Run) sufferCuts(k int) {
	if r.plan.chance == nil || len(r.plan.chance.cuts) == 0 || len(r.plan.chance.cuts[k]) == 0 {
		return
	}
	t, n := r.plan.transport, r.net
	st := t.state(k)
	clear(n.addMean)
	clear(n.addP99)
	for _, cut := range r.plan.chance.cuts[k] {
		c := t.single(st, cut.link)
		if c == nil {
			continue
		}
		moved := r.endure(c, k)
		next := 0 // of the detours, which are in the order of the pairs
		for i := range t.pairs {
			empty, elements := st.pairs.empty[i], st.pairs.of(i)
			switch {
			case next < len(c.pairs) && c.pairs[next].lane == i:
				empty, elements = c.pairs[next].empty, c.pairs[next].elements
				next++
			case !moved:
				continue
			}
			wait := longest(elements, n.cutQueue)
			if math.IsInf(empty+wait, 1) || math.IsInf(n.mean[i], 1) {
				continue
			}
			n.addMean[i] += float64(cut.share * (empty + wait - n.mean[i]))
			n.addP99[i] += float64(cut.share * (empty + float64(wait*t.tail) - n.p99[i]))
		}
	}
	for i := range t.pairs {
		n.mean[i] += n.addMean[i]
		n.p99[i] += n.addP99[i]
	}
}
