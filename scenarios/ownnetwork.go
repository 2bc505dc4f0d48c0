package scenarios

import (
	"cmp"
	"slices"
	"strings"

	"hubcap/model"
	"hubcap/model/network"
)

// mostPlaces and mostLinks bound what a scenario adds to the network of the seed data.
const (
	mostPlaces = 2_000
	mostLinks  = 10_000
)

// laid is the network of the seed data with the scenario's own laid over it; the network
// itself stands in the scenario's data.
type laid struct {
	seeds  model.Data        // the network before
	gone   map[string]string // "place guian", "link a--b": why it is there no more
	tried  map[string]bool   // links that a setting takes out, which failures may still name
	own    map[string]bool   // paths of the entries that count
	moved  map[string]string // of a place, the path to blame for where it stands now
	routed map[string]bool   // links whose route the scenario gives

	timed  map[string][]model.Capacity // of links, by date
	broken bool                        // a mistake in it: no path over it can be trusted
}

// fault notes a problem like at, and that its path is not to be trusted.
func (x *cross) fault(paths []string, format string, args ...any) {
	x.at(paths, format, args...)
	x.wrong[paths[0]] = true
}

// atMost bounds the entries of a list.
func (x *cross) atMost(list string, n, most int) bool {
	if n > most {
		x.fault([]string{list}, "%d entries are more than %d, which a scenario may have", n, most)
	}
	return n <= most
}

// ownNetwork lays the scenario's places and links over those of the seed data.
func (x *cross) ownNetwork() {
	before := len(x.problems)
	d := &x.s.Data
	x.net = laid{seeds: *d, gone: map[string]string{}, tried: map[string]bool{}, own: map[string]bool{}, moved: map[string]string{},
		routed: map[string]bool{}, timed: map[string][]model.Capacity{}}
	if x.atMost("place", len(x.s.Places), mostPlaces) {
		x.layPlaces()
	}
	x.places = ids(d.Places, func(p network.Place) string { return p.ID })
	x.there = map[string]map[string]bool{"place": set(x.places)}
	if x.atMost("link", len(x.s.Links), mostLinks) {
		x.layLinks()
	}
	x.links = ids(d.Links, func(l network.Link) string { return l.ID })
	x.there["link"] = set(x.links)
	x.layLegacy()
	x.homes()
	x.placeNames()
	x.placeHubs()
	x.routes()
	x.capacities()
	x.net.broken = len(x.problems) > before
	for path := range x.wrong {
		x.net.broken = x.net.broken || path == "place" || path == "link" || strings.HasPrefix(path, "place.") || strings.HasPrefix(path, "link.")
	}
	if _, err := network.NewGraph(d.Places, d.Links, d.Legacy); err != nil && !x.net.broken {
		x.at([]string{""}, "the network cannot be used: %s", err) // what no check above has seen
		x.net.broken = true
	}
}

func set(list []string) map[string]bool {
	out := make(map[string]bool, len(list))
	for _, id := range list {
		out[id] = true
	}
	return out
}

// layPlaces changes, removes and adds places.
func (x *cross) layPlaces() {
	d := &x.s.Data
	places := slices.Clone(d.Places)
	index := map[string]int{}
	for i, p := range places {
		index[p.ID] = i
	}
	for i := range x.s.Places {
		p := &x.s.Places[i]
		path := "place." + p.ID
		if !idForm.MatchString(p.ID) {
			continue // has been complained about
		}
		at, there := index[p.ID]
		switch {
		case p.Status == model.Removed:
			x.takeOut("place", p.ID, there, x.places)
			continue
		case !there:
			places = append(places, x.newPlace(p, path))
			index[p.ID] = len(places) - 1
		default:
			x.change(&places[at], p, path)
		}
		x.net.own[path] = true
	}
	d.Places = slices.DeleteFunc(places, func(p network.Place) bool { return x.net.gone["place "+p.ID] != "" })
}

// takeOut notes that an entry is removed, and complains if there is nothing to remove.
func (x *cross) takeOut(kind, id string, there bool, known []string) {
	path := kind + "." + id
	n := x.nodes[path+".status"]
	if !there && (n == nil || n.Comment != setByHand) {
		hint := x.hint(id, known)
		if x.hints <= mostHints && nearest(id, known) == "" {
			hint = "; an entry of a scenario that this one extends goes with remove = true"
		}
		x.fault([]string{path + ".status", path}, "there is no %s %q in the seed data to remove%s", kind, id, hint)
		return
	}
	if kind == "link" && n != nil && n.Comment == setByHand {
		x.net.tried[id] = true
	}
	x.net.gone[kind+" "+id] = "the scenario removes it, " + path + ".status"
}

// newPlace is a place that the seed data do not have.
func (x *cross) newPlace(p *model.Place, path string) network.Place {
	out := network.Place{ID: p.ID, Role: "city", Hub: p.Hub, Home: p.Home}
	blame := []string{path, path + ".lat", path + ".lon"}
	switch {
	case p.Lat == nil && p.Lon == nil:
		x.fault(blame, "there is no such place in the seed data to change%s; to add one, give lat and lon", strings.TrimSuffix(x.hint(p.ID, x.places), "?"))
	case p.Lat == nil:
		x.fault(blame, "gives lon and no lat; a new place needs both")
	case p.Lon == nil:
		x.fault(blame, "gives lat and no lon; a new place needs both")
	default:
		out.Lat, out.Lon = *p.Lat, *p.Lon
	}
	name := p.Name
	if name == (model.Text{}) {
		name = model.Text{EN: p.ID, ZH: p.ID}
	}
	out.EN, out.ZH = name.In("en"), name.In("zh")
	return out
}

// change lays what a scenario gives of a place over it.
func (x *cross) change(to *network.Place, p *model.Place, path string) {
	to.EN, to.ZH = cmp.Or(p.Name.EN, to.EN), cmp.Or(p.Name.ZH, to.ZH)
	to.Hub, to.Home = cmp.Or(p.Hub, to.Hub), cmp.Or(p.Home, to.Home)
	move := func(key string, from *float64, by *float64) {
		if by != nil && *by != *from {
			*from = *by
			if x.net.moved[p.ID] == "" {
				x.net.moved[p.ID] = path + key
			}
		}
	}
	move(".lat", &to.Lat, p.Lat)
	move(".lon", &to.Lon, p.Lon)
}

// layLegacy takes out of the backbone before 2017 what is gone, and measures again what is
// moved.
func (x *cross) layLegacy() {
	d := &x.s.Data
	places := x.placeByID()
	var kept []network.Link
	for _, l := range d.Legacy {
		a, okA := places[l.A]
		b, okB := places[l.B]
		if !okA || !okB {
			continue
		}
		if x.net.moved[l.A] != "" || x.net.moved[l.B] != "" {
			l.GreatCircle = network.GreatCircle(a, b)
		}
		kept = append(kept, l)
	}
	d.Legacy = kept
}

func (x *cross) placeByID() map[string]network.Place {
	out := map[string]network.Place{}
	for _, p := range x.s.Data.Places {
		out[p.ID] = p
	}
	return out
}

// hint is what may have been meant. In a file with hundreds of unknown names they are no help.
func (x *cross) hint(id string, known []string) string {
	if x.hints++; x.hints > mostHints {
		return ""
	}
	return DidYouMean(id, known)
}

const mostHints = 300
