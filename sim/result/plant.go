package result

// Plant is what one cooling plant does at one place: the sub-model behind every PUE, at
// work for whoever wants to check it.
type Plant struct {
	Station    string     `json:"station"`
	Place      Text       `json:"place"`
	Technology string     `json:"technology"`
	Class      string     `json:"class"`
	Load       Number     `json:"load"`
	WarmingK   Number     `json:"warming_k"`
	Annual     Number     `json:"annual"`
	Months     []Number   `json:"months"`
	Parts      PlantParts `json:"parts"`
	Water      Number     `json:"water_l_per_kwh"` // of IT energy
	FreeDays   Number     `json:"free_cooling_days"`
	Peak       Number     `json:"peak"`   // PUE in the design hour of the hottest month
	Design     Number     `json:"design"` // annual PUE at full load

	// ByTechnology are all technologies at the same place, class and load; ByLoad is the
	// same plant in every class at other loads; Stations are all places with it.
	ByTechnology []PlantYear    `json:"by_technology"`
	ByLoad       []PlantLoads   `json:"by_load"`
	Stations     []PlantStation `json:"stations"`
}

// PlantParts are the overheads per unit of IT energy.
type PlantParts struct {
	Electrical  Number `json:"electrical"`
	Misc        Number `json:"misc"`
	Fans        Number `json:"fans"`
	Cooling     Number `json:"cooling"`
	Compressors Number `json:"compressors"` // of cooling
}

// PlantYear is the PUE of a technology.
type PlantYear struct {
	Technology string   `json:"technology"`
	Name       Text     `json:"name"`
	Annual     Number   `json:"annual"`
	Months     []Number `json:"months"`
	Water      Number   `json:"water_l_per_kwh"`
}

// PlantLoads is the annual PUE of a class over load.
type PlantLoads struct {
	Class string   `json:"class"`
	Name  Text     `json:"name"`
	Load  []Number `json:"load"`
	PUE   []Number `json:"pue"`
}

// PlantStation is the PUE of the plant at a station.
type PlantStation struct {
	Station  string `json:"station"`
	Name     Text   `json:"name"`
	At       Point  `json:"at"`
	Measured bool   `json:"measured"` // there, not borrowed from or made up of another place
	Annual   Number `json:"annual"`
	FreeDays Number `json:"free_cooling_days"`
}
