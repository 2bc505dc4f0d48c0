package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/model/network"
)

// What a scenario may have of direct circuits and named failures.
const (
	mostCircuits = 100_000 // pairs of places
	mostFailures = 1_000
)

// circuits are the direct circuits of a scenario: between which places, from when on.
type circuits struct {
	begin map[string]bool // at which place any begin
	opens map[[2]string]model.Date
}

// carried is the service that carries a pair on a day: what is asked for, but by the hubs of
// the old backbone where it is direct and no direct circuit is there yet.
func (c *circuits) carried(s network.Service, a, b string, day model.Date) network.Service {
	if s != network.Direct || a == b || !c.begin[a] && !c.begin[b] {
		return s
	}
	if opens, there := c.opens[ends(a, b)]; !there || day.Before(opens) {
		return network.Hub
	}
	return s
}

// directCircuits checks the circuits.
func (x *cross) directCircuits() {
	x.circuits = circuits{begin: map[string]bool{}, opens: map[[2]string]model.Date{}}
	n := len(x.s.Circuits)
	for _, c := range x.s.Circuits {
		n += len(c.To)
	}
	if n > mostCircuits {
		x.fault([]string{"circuit"}, "%d direct circuits are more than %d, which a scenario may have", n, mostCircuits)
		return
	}
	listed := map[[2]string]string{} // by which entry
	for i := range x.s.Circuits {
		c := &x.s.Circuits[i]
		path := "circuit." + c.ID
		x.ref(path+".from", "place", c.From, x.places)
		x.list(path+".to", "place", c.To, x.places)
		x.circuits.begin[c.From] = true
		for j, to := range c.To {
			at := fmt.Sprintf("%s.to[%d]", path, j)
			pair := ends(c.From, to)
			if to == c.From {
				x.at([]string{at, path + ".from"}, "%q is where the circuits begin; inside a place there are none", to)
				continue
			}
			if other, there := listed[pair]; there && other != c.ID {
				x.at([]string{at, path + ".from"}, "%s and %s have a circuit in %q already, and one counts both ways; keep one", c.From, to, other)
				continue
			}
			listed[pair] = c.ID
			x.circuits.opens[pair] = c.Opens
		}
		if last := x.dates[len(x.dates)-1]; last.Before(c.Opens) {
			x.idleEntry(path, fmt.Sprintf("it opens on %s, after the last step of the horizon; until then service direct between its places goes by the hubs", c.Opens), "开通日晚于模拟期末，其间经骨干枢纽转接")
		}
	}
	x.idleCircuits()
}

// idleCircuits doubts circuits from where no direct service is judged or wanted.
func (x *cross) idleCircuits() {
	used := map[string]bool{}
	for _, t := range x.s.Tiers {
		if t.Service == network.Direct.String() {
			used[t.From] = true
			for _, to := range t.To {
				used[to] = true
			}
		}
	}
	if len(x.s.Origins) > 0 && slices.ContainsFunc(x.s.Classes, func(c model.Class) bool { return c.Service == network.Direct.String() }) {
		for _, o := range x.s.Origins {
			used[o.Place] = true
		}
		for _, c := range x.s.Clusters {
			used[c.Place] = true
		}
	}
	var idle []string
	for _, c := range x.s.Circuits {
		if !used[c.From] {
			idle = append(idle, "circuit."+c.ID)
		}
	}
	if len(idle) > 0 {
		x.idleEntry(few(idle), "no tier and no class of service direct has paths from there", "没有以该地为端点的直达业务")
	}
}

// few names some of many.
func few(list []string) string {
	if len(list) > 4 {
		return fmt.Sprintf("%s and %d more", strings.Join(list[:4], ", "), len(list)-4)
	}
	return strings.Join(list, ", ")
}

// failures checks the failures that are judged by name.
func (x *cross) failures() {
	if !x.atMost("failure", len(x.s.Failures), mostFailures) {
		return
	}
	last := x.dates[len(x.dates)-1]
	for i := range x.s.Failures {
		f := &x.s.Failures[i]
		path := "failure." + f.ID
		x.list(path+".links", "link", f.Links, x.links)
		known := !slices.ContainsFunc(f.Links, func(id string) bool { return !x.there["link"][id] && !x.net.tried[id] })
		if known && !slices.ContainsFunc(f.Links, func(id string) bool { return x.there["link"][id] && x.open(id, last) }) {
			x.idleEntry(path, fmt.Sprintf("none of its links is open on %s, when it is judged", last), "期末其链路均未开通")
		}
	}
	if len(x.s.Failures) > 0 && len(x.s.Tiers) == 0 {
		x.idleEntry("failure", "there is no [[tier]] on which failures are judged", "没有时延圈层 [[tier]] 可供评判")
	}
}

// open tells whether a link of the network is open on a day.
func (x *cross) open(id string, day model.Date) bool {
	list, timed := x.net.timed[id]
	gbps := 0.
	for _, c := range list {
		if !day.Before(c.Date) {
			gbps = c.Gbps
		}
	}
	return !timed || gbps > 0
}

// graph compiles the network with the links that are open.
func (x *cross) graph(open func(id string) bool) *network.Graph {
	d := x.s.Data
	links := slices.DeleteFunc(slices.Clone(d.Links), func(l network.Link) bool { return !open(l.ID) })
	g, err := network.NewGraph(d.Places, links, d.Legacy)
	if err != nil {
		return nil // has been complained about
	}
	return g
}

// atStart is the network of the start, nil where something is wrong with it.
func (x *cross) atStart() *network.Graph {
	if x.start == nil && !x.net.broken {
		x.start = x.graph(func(id string) bool { return x.open(id, x.s.Time.Start) })
	}
	return x.start
}

// inTheEnd is the network with every link that ever opens.
func (x *cross) inTheEnd() *network.Graph {
	return x.graph(func(id string) bool {
		list, timed := x.net.timed[id]
		return !timed || slices.ContainsFunc(list, func(c model.Capacity) bool { return c.Gbps > 0 && !x.s.Time.End.Before(c.Date) })
	})
}
