// Package pue computes the power usage effectiveness of one fleet of racks: at one
// moment of weather, over a month and over a year.
//
// The way is always the same. New fixes the Plant: what it is (Technology) and how
// well it was built and is run (Class). At fixes the load and pays there, once, for
// everything that does not depend on weather: electrical losses, fan and pump laws,
// approach temperatures. Moment adds one point of weather and gives the Parts; Month
// integrates over 9 to 37 such points, Year over twelve months. Over is the same for
// any Weather, of monthly statistics or of hours, that was laid out before.
//
// The opinion behind it: PUE is a sum of four named overheads and never a single
// fitted curve. Climate, technology, class and load each act on a part where an
// engineer can point at the machine, so that a low utilisation, a warm decade or a
// retrofit cost what they cost in that part. The price is many constants; each
// stands in one place in the code and in the table of Constants with its unit, its
// plausible range and its source, and where the source is judgement it says so.
// Section 10 of the README of package model states the equations for readers of any language.
//
// All functions are pure; New, At, Moment, Over, Month and Year allocate nothing. They give
// the same bytes on every machine: products are rounded before they are added, and
// powers use arithmetic only.
package pue

import "fmt"

// Technology is the way in which a fleet gets rid of its heat.
type Technology uint8

// The technologies. The first three cool room air with water coils, the next two
// with outdoor air; the liquids leave a remainder to ChilledWaterEconomiser.
const (
	ChilledWaterEconomiser Technology = iota // water-cooled chillers, water-side economiser
	ChilledWater                             // water-cooled chillers all year
	AirCooled                                // air-cooled chillers with a dry coil
	IndirectEvaporative                      // outdoor air, dry or wetted, across a heat exchanger
	Airside                                  // outdoor air in the room, with adiabatic humidifying
	ColdPlate                                // most heat to warm water at the chips
	Immersion                                // nearly all heat to warm liquid
	Lake                                     // deep lake or river water across a heat exchanger
	technologies           = iota
)

// Class is how well a fleet was built and is run. The order is from good to bad.
type Class uint8

// The classes. Which one a building is like by its age: ByBuildYear.
const (
	Best Class = iota
	Good
	Typical
	Legacy
	classes = iota
)

// label is the identifier and the names of a technology or class.
type label struct{ id, en, zh string }

// The tables of labels are never written.
var (
	technologyLabels = [technologies]label{
		ChilledWaterEconomiser: {"chw_wse", "chilled water with water-side economiser", "冷冻水加水侧自然冷却"},
		ChilledWater:           {"chw", "chilled water", "冷冻水"},
		AirCooled:              {"air_fc", "air-cooled chillers with free-cooling coil", "风冷冷水机组加自然冷却"},
		IndirectEvaporative:    {"iec", "indirect evaporative cooling", "间接蒸发冷却"},
		Airside:                {"airside", "direct outdoor air", "直接新风冷却"},
		ColdPlate:              {"coldplate", "cold-plate liquid cooling", "冷板式液冷"},
		Immersion:              {"immersion", "immersion liquid cooling", "浸没式液冷"},
		Lake:                   {"lake", "lake-water cooling", "湖水自然冷却"},
	}
	classLabels = [classes]label{
		Best:    {"best", "best", "领先"},
		Good:    {"good", "good", "良好"},
		Typical: {"typical", "typical", "一般"},
		Legacy:  {"legacy", "legacy", "老旧"},
	}
)

func (l label) name(lang string) string {
	if lang == "zh" {
		return l.zh
	}
	return l.en
}

func parse(labels []label, id string) (int, bool) {
	for i := range labels {
		if labels[i].id == id {
			return i, true
		}
	}
	return 0, false
}

// String is the identifier used in scenarios and tables, such as "chw_wse".
func (t Technology) String() string {
	if int(t) < technologies {
		return technologyLabels[t].id
	}
	return fmt.Sprintf("Technology(%d)", uint8(t))
}

// Liquid tells whether most of the heat goes into a liquid at the chips.
func (t Technology) Liquid() bool { return t == ColdPlate || t == Immersion }

// Name is the name in Chinese for lang "zh" and in English for any other.
func (t Technology) Name(lang string) string { return technologyLabels[t].name(lang) }

// ParseTechnology finds the technology of an identifier, exactly as String gives it.
func ParseTechnology(id string) (Technology, bool) {
	i, ok := parse(technologyLabels[:], id)
	return Technology(i), ok
}

// Technologies lists all technologies in their order.
func Technologies() []Technology {
	all := make([]Technology, technologies)
	for i := range all {
		all[i] = Technology(i)
	}
	return all
}

// String is the identifier used in scenarios and tables, such as "typical".
func (c Class) String() string {
	if int(c) < classes {
		return classLabels[c].id
	}
	return fmt.Sprintf("Class(%d)", uint8(c))
}

// Name is the name in Chinese for lang "zh" and in English for any other.
func (c Class) Name(lang string) string { return classLabels[c].name(lang) }

// ParseClass finds the class of an identifier, exactly as String gives it.
func ParseClass(id string) (Class, bool) {
	i, ok := parse(classLabels[:], id)
	return Class(i), ok
}

// Classes lists all classes, best first.
func Classes() []Class {
	all := make([]Class, classes)
	for i := range all {
		all[i] = Class(i)
	}
	return all
}

// Parts are the overheads of a fleet per unit of its actual IT power, and the water.
type Parts struct {
	Electrical float64 // losses of transformers, UPS and distribution
	Misc       float64 // lighting and controls
	Fans       float64 // fans in the room
	Cooling    float64 // everything else that moves heat: compressors, pumps, towers, outdoor fans

	Compressors float64 // what of Cooling the compressors draw: no part of its own
	Water       float64 // litres evaporated and blown down at the site per kWh of IT energy
}

// PUE is total power over IT power.
func (p Parts) PUE() float64 {
	return 1 + p.Electrical + p.Misc + p.Fans + p.Cooling
}
