package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/model/network"
)

// roundingKm is what a route may be shorter than the great circle, by rounding.
const roundingKm = 1e-3

// ends are the places that a link joins, whichever comes first.
func ends(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// layLinks changes, removes and adds links. What is removed goes first, so that another
// link may take its place wherever it stands in the file.
func (x *cross) layLinks() {
	d := &x.s.Data
	links := slices.Clone(d.Links)
	index := map[string]int{}
	for i, l := range links {
		index[l.ID] = i
		for _, end := range []string{l.A, l.B} {
			if x.net.gone["place "+end] != "" {
				n := x.nodes["place."+end+".status"]
				x.net.tried[l.ID] = n != nil && n.Comment == setByHand
				x.net.gone["link "+l.ID] = fmt.Sprintf("its end %q is gone: %s", end, x.net.gone["place "+end])
			}
		}
	}
	for i := range x.s.Links {
		l := &x.s.Links[i]
		_, there := index[l.ID]
		switch {
		case !idForm.MatchString(l.ID):
		case l.Status == model.Removed:
			x.takeOut("link", l.ID, there, x.seedLinks())
		case there && x.net.gone["link "+l.ID] != "":
			x.idleEntry("link."+l.ID, x.net.gone["link "+l.ID], "所连节点已被移除")
		case there:
			x.changeLink(&links[index[l.ID]], l)
		}
	}
	taken := map[[2]string]string{}
	links = slices.DeleteFunc(links, func(l network.Link) bool { return x.net.gone["link "+l.ID] != "" })
	for _, l := range links {
		taken[ends(l.A, l.B)] = l.ID
	}
	places := x.placeByID()
	for i := range links {
		if l := &links[i]; x.net.moved[l.A] != "" || x.net.moved[l.B] != "" {
			l.GreatCircle = network.GreatCircle(places[l.A], places[l.B])
		}
	}
	for i := range x.s.Links {
		l := &x.s.Links[i]
		if _, there := index[l.ID]; there || l.Status == model.Removed || !idForm.MatchString(l.ID) {
			continue
		}
		if x.newLink(l, taken) {
			links = append(links, network.Link{ID: l.ID, A: l.From, B: l.To, Route: *l.RouteKm,
				GreatCircle: network.GreatCircle(places[l.From], places[l.To])})
		}
	}
	d.Links = links
}

func (x *cross) seedLinks() []string {
	return ids(x.net.seeds.Links, func(l network.Link) string { return l.ID })
}

// linkHint is what may have been meant by a link that is not there: the links of the seed
// data are named A--B in the order of the alphabet.
func (x *cross) linkHint(id string) string {
	return x.hint(turned(id, x.seedLinks()), x.seedLinks())
}

// turned is the id A--B for B--A if that is a known one.
func turned(id string, known []string) string {
	if a, b, ok := strings.Cut(id, "--"); ok && slices.Contains(known, b+"--"+a) {
		return b + "--" + a
	}
	return id
}

// changeLink lays what a scenario gives of a link over it.
func (x *cross) changeLink(to *network.Link, l *model.Link) {
	path := "link." + l.ID
	for _, end := range []struct{ key, id string }{{".from", l.From}, {".to", l.To}} {
		if end.id != "" && end.id != to.A && end.id != to.B || l.From != "" && l.From == l.To {
			x.fault([]string{path + end.key, path}, "this link of the seed data joins %s and %s; to lay another, remove it and add one with an id of its own", to.A, to.B)
			break
		}
	}
	if l.RouteKm != nil && !x.wrong[path+".route_km"] {
		to.Route = *l.RouteKm
		x.net.routed[l.ID] = true
	}
	x.net.own[path] = true
}

// newLink checks a link that the seed data do not have, and tells whether it can be laid.
func (x *cross) newLink(l *model.Link, taken map[[2]string]string) bool {
	path := "link." + l.ID
	x.net.own[path] = true
	var lack []string
	for _, v := range []struct {
		key  string
		none bool
	}{{"from", l.From == ""}, {"to", l.To == ""}, {"route_km", l.RouteKm == nil}} {
		if v.none && !x.wrong[path+"."+v.key] {
			lack = append(lack, v.key)
		}
	}
	switch {
	case len(lack) == 3:
		x.fault([]string{path}, "there is no such link in the seed data to change%s; to add one, give from, to and route_km", strings.TrimSuffix(x.linkHint(l.ID), "?"))
	case len(lack) > 0:
		x.fault([]string{path}, "lacks %s; a new link needs from, to and route_km", strings.Join(lack, " and "))
	}
	known := true
	for _, end := range []struct{ key, id string }{{".from", l.From}, {".to", l.To}} {
		if end.id != "" {
			x.ref(path+end.key, "place", end.id, x.places)
		}
		known = known && x.there["place"][end.id]
	}
	if l.From == l.To && l.From != "" {
		x.fault([]string{path + ".to", path + ".from", path}, "%q is where it begins; a link joins two places", l.To)
		return false
	}
	if known {
		if other := taken[ends(l.From, l.To)]; other != "" {
			x.fault([]string{path, path + ".from", path + ".to"}, "%s and %s are joined already, by link %q; change that one, or remove it", l.From, l.To, other)
			return false
		}
		taken[ends(l.From, l.To)] = l.ID
	}
	x.net.routed[l.ID] = true
	return known && l.RouteKm != nil
}

// routes checks that no route is shorter than the great circle between its ends, on which
// light cannot be overtaken. The links that the scenario leaves alone are not looked at.
func (x *cross) routes() {
	short := map[string][]string{} // by the path of what moved
	var blamed []string
	for _, l := range x.s.Data.Links {
		if l.Route >= l.GreatCircle-roundingKm {
			continue
		}
		says := fmt.Sprintf("%s km is shorter than the great circle between %s and %s, %s km", number(l.Route), l.A, l.B, sum(l.GreatCircle))
		path := "link." + l.ID
		mover := x.net.moved[l.A]
		if mover == "" {
			mover = x.net.moved[l.B]
		}
		switch {
		case x.net.routed[l.ID]:
			x.at([]string{path + ".route_km", path, "place." + l.A, "place." + l.A + ".lat", "place." + l.A + ".lon", "place." + l.B, "place." + l.B + ".lat", "place." + l.B + ".lon"},
				"%s; give the length along the conduit", says)
		case mover != "":
			if short[mover] == nil {
				blamed = append(blamed, mover)
			}
			short[mover] = append(short[mover], l.ID+": "+says)
		}
	}
	for _, path := range blamed {
		list, more := short[path], ""
		if len(list) > 3 {
			list, more = list[:3], fmt.Sprintf("; and %d more", len(list)-3)
		}
		x.at([]string{path}, "moved here, its links are too short; give each a route_km in [[link]], or remove it: %s%s", strings.Join(list, "; "), more)
	}
}

// capacities checks the dated capacities of links. The first need not be there at the start:
// the link opens then.
func (x *cross) capacities() {
	for i := range x.s.Links {
		l := &x.s.Links[i]
		path := "link." + l.ID
		if len(l.Capacity) == 0 || !x.net.own[path] || l.Status == model.Removed {
			continue
		}
		x.net.timed[l.ID] = l.Capacity
		later(x, path+".capacity.", l.Capacity, capacityDate)
		x.lineRates(path+".capacity.", l.Capacity)
		x.useful(path+".capacity.", l.Capacity)
	}
}

func capacityDate(c model.Capacity) (string, model.Date) { return c.ID, c.Date }

// lineRates doubts an interface that is quicker than all of them together.
func (x *cross) lineRates(path string, list []model.Capacity) {
	for _, c := range list {
		if rate := c.LineRateGbps; rate != nil && c.Gbps > 0 && *rate > c.Gbps {
			x.remarks = append(x.remarks, model.Text{
				EN: fmt.Sprintf("%s%s: one interface of %s Gbit/s is more than the %s Gbit/s of all.", path, c.ID, number(*rate), number(c.Gbps)),
				ZH: fmt.Sprintf("%s%s：单接口速率%s Gbit/s大于总容量%s Gbit/s。", path, c.ID, number(*rate), number(c.Gbps)),
			})
		}
	}
}

// useful doubts entries that no state of the horizon sees, and such as change nothing.
func (x *cross) useful(path string, list []model.Capacity) {
	at := 0 // the first state that is not before the entry
	for i, c := range list {
		for at < len(x.dates) && x.dates[at].Before(c.Date) {
			at++
		}
		switch {
		case at == len(x.dates):
			x.idleEntry(path+c.ID, fmt.Sprintf("%s is after the last step of the horizon", c.Date), "晚于模拟期末")
		case i+1 < len(list) && !x.dates[at].Before(list[i+1].Date):
			x.idleEntry(path+c.ID, "the next entry takes its place before any step ends", "在任何一步结束前已被后一条取代")
		case i > 0 && c.Gbps == list[i-1].Gbps && sameRate(c.LineRateGbps, list[i-1].LineRateGbps):
			x.idleEntry(path+c.ID, "it says what the entry before it says", "与前一条相同")
		}
	}
}

func sameRate(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }

// idleEntry doubts an entry that has no effect.
func (x *cross) idleEntry(path, why, zh string) {
	x.remarks = append(x.remarks, model.Text{
		EN: fmt.Sprintf("%s has no effect: %s.", path, why),
		ZH: fmt.Sprintf("%s 不起作用：%s。", path, zh),
	})
}
