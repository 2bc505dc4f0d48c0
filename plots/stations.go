package plots

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"

	"hubcap/sim/result"
)

// The columns of the ranking, from left to right; the map is beside it.
const (
	stationH   = vg.Length(12.5)
	stationX   = edge + 122 // of the dots
	stationEnd = edge + 214
	stationPUE = stationEnd + 36 // right end
	stationDay = stationPUE + 54 // right end
	stationMap = stationDay + 18
)

// warmth are the colours from the lowest PUE to the highest.
var warmth = []colour{blue, rgb(0x6c9fca), rgb(0xb9b9b6), rgb(0xdd8f6c), red}

// plantStations ranks the places with the plant.
func plantStations(j *job) (*figure, string) {
	if j.plant.Technology == "lake" {
		return nil, j.pick("lake water does not depend on the weather, so there is nothing to rank", "湖水冷却不受气象影响，各站点无需排名")
	}
	list := j.rankedStations()
	if len(list) < 2 {
		return nil, j.pick("there are not two places to compare", "可比较的站点不足两个")
	}
	title := j.standing(list)
	subtitle := fmt.Sprintf(j.pick("Annual PUE of %s, class %s at %s load, at every station", "%s，等级“%s”，负荷率%s，在各站点的全年PUE"), j.technology(), j.class(), j.loaded())
	if slices.ContainsFunc(list, func(s result.PlantStation) bool { return !s.Measured }) {
		subtitle += j.pick("; hollow: weather not measured there", "；空心：气象数据并非当地实测")
	}
	low, high := float64(list[0].Annual), float64(list[len(list)-1].Annual)
	rows := list
	if n := len(list); n > mostRows {
		rows = list[:mostRows]
		subtitle += j.firstOf(n)
	}
	height := stationH * vg.Length(len(rows))
	f := j.newFigure(title, subtitle, max(height, 150)+46)
	top := f.top - 26
	from := max(min(1, low), low-0.08*(high-low))
	s := f.fineScale(from, max(high, from+0.01), 4, decimals)
	x := func(v float64) vg.Length {
		return stationX + (stationEnd-stationX)*vg.Length((v-s.low)/(s.high-s.low))
	}
	for i, v := range s.ticks {
		f.stroke(hairline, 0.6, nil, vg.Point{X: x(v), Y: top - height}, vg.Point{X: x(v), Y: top})
		f.text(x(v), top-height-12, s.texts[i], tickStyle, centre)
	}
	f.text(stationPUE, top+5, "PUE", smallStyle, right)
	f.text(stationDay, top+14, f.pick("free-cooling", "自然冷却"), smallStyle, right)
	f.text(stationDay, top+5, f.pick("days", "天数"), smallStyle, right)
	for i, at := range rows {
		y := top - stationH*(vg.Length(i)+0.5)
		name := smallStyle.in(ink)
		if at.Station == j.plant.Station {
			name = name.strong()
			f.rect(good, edge-4, y-stationH/2, stationDay+4, y+stationH/2)
		}
		f.text(edge, y-2.7, f.cut(j.named(at.Name, at.Station), name, stationX-edge-10), name, left)
		f.stroke(pale, 0.6, nil, vg.Point{X: stationX, Y: y}, vg.Point{X: x(float64(at.Annual)), Y: y})
		f.station(at, vg.Point{X: x(float64(at.Annual)), Y: y}, 3.2, warm(float64(at.Annual), low, high))
		f.text(stationPUE, y-2.7, j.pue(at.Annual), name, right)
		if known(float64(at.FreeDays)) {
			f.text(stationDay, y-2.7, result.Grouped(float64(at.FreeDays), 0), smallStyle, right)
		}
	}
	f.stationMap(list, low, high, top-height)
	return f, ""
}

// warm is the colour of a PUE between the lowest and the highest.
func warm(v, low, high float64) colour {
	return ramp(warmth, (v-low)/max(high-low, 1e-9))
}

// station is a dot, hollow where the weather is not measured there.
func (f *figure) station(s result.PlantStation, at vg.Point, r vg.Length, c colour) {
	f.dot(c, at.X, at.Y, r)
	if !s.Measured {
		f.dot(paper, at.X, at.Y, r-2.1)
	}
}

// stationMap shows where the places lie.
func (f *figure) stationMap(list []result.PlantStation, low, high float64, bottom vg.Length) {
	var there []result.PlantStation
	var places []result.Point
	for _, s := range list {
		if located(result.Scope{At: &s.At}) != nil {
			there, places = append(there, s), append(places, s.At)
		}
	}
	g := globe{pad: 18}
	if !g.span(places) {
		return
	}
	wide, top := sheetWidth-edge-stationMap, f.top-12
	height := g.fit(wide, 100, top-bottom)
	g.box = vg.Rectangle{Min: vg.Point{X: stationMap, Y: top - height}, Max: vg.Point{X: stationMap + wide, Y: top}}
	f.grid(&g, 3)
	var discs []vg.Rectangle
	for _, s := range there {
		discs = append(discs, around(g.at(float64(s.At.Lat), float64(s.At.Lon)), 5))
	}
	for i, s := range there {
		t, r := smallStyle, vg.Length(4)
		switch {
		case s.Station == f.plant.Station:
			t, r = t.strong().in(ink), 6.5
		case i > 0 && i < len(there)-1:
			continue // of the others only the ends are named
		}
		f.nearby(g.at(float64(s.At.Lat), float64(s.At.Lon)), r, alike(t, f.wrap(f.named(s.Name, s.Station), t, 80, 2)...), g.box, f.freeOf(discs))
	}
	for _, asked := range []bool{false, true} { // that on top
		for _, s := range there {
			if (s.Station == f.plant.Station) != asked {
				continue
			}
			at, r := g.at(float64(s.At.Lat), float64(s.At.Lon)), vg.Length(4)
			if asked {
				r = 5
				f.dot(ink, at.X, at.Y, r+1.5)
			}
			f.station(s, at, r, warm(float64(s.Annual), low, high))
		}
	}
}

// standing is the title: the place among all, and the ends of them.
func (j *job) standing(list []result.PlantStation) string {
	end := func(en, zh string, s result.PlantStation) string {
		return fmt.Sprintf(j.pick(en, zh), j.cut(j.named(s.Name, s.Station), titleStyle, 160), j.pue(s.Annual))
	}
	last := len(list) - 1
	if v := j.pue(list[0].Annual); v == j.pue(list[last].Annual) {
		return fmt.Sprintf(j.pick("PUE is %s at all %d places", "%[2]d个站点的PUE均为%[1]s"), v, last+1)
	}
	var parts []string
	if mine := slices.IndexFunc(list, func(s result.PlantStation) bool { return s.Station == j.plant.Station }); mine >= 0 {
		better := slices.IndexFunc(list, func(s result.PlantStation) bool { return s.Annual >= list[mine].Annual })
		parts = append(parts, fmt.Sprintf(j.pick("%s is number %d of %d places with a PUE of %s", "%s的PUE为%[4]s，在%[3]d个站点中列第%[2]d"),
			j.cut(j.at(), titleStyle, 200), better+1, last+1, j.pue(list[mine].Annual)))
	}
	if list[0].Station != j.plant.Station {
		parts = append(parts, end("lowest: %s, %s", "最低：%s，%s", list[0]))
	}
	if list[last].Station != j.plant.Station {
		parts = append(parts, end("highest: %s, %s", "最高：%s，%s", list[last]))
	}
	line := strings.Join(parts, j.pick("; ", "；"))
	if strings.HasPrefix(line, "lowest") { // not the name of a place, which may be that of a file
		return upper(line)
	}
	return line
}
