package model

import "hubcap/model/distribution"

// Uncertain is a number of a scenario that is given as a distribution. The scenario itself
// holds its central value.
type Uncertain struct {
	Path  string
	Unit  string
	Text  string             // the distribution as the scenario writes it, as a TOML inline table
	Dist  *distribution.Dist // within what the table of parameters allows
	Group string             // of numbers that are drawn together; empty: by itself
	Cut   float64            // probability that lay outside what is allowed, and was cut off
	Low   float64            // what the evidence spans, from the table
	High  float64
}

// Group ties uncertain numbers: by one draw for all, or by a Gaussian copula.
type Group struct {
	ID              string      `toml:"id"`
	Draw            string      `toml:"draw"` // copula or shared
	RankCorrelation float64     `toml:"rank_correlation"`
	Pairs           []GroupPair `toml:"pair"`
}

// GroupPair is the rank correlation of two numbers of a group where it differs from the rest.
type GroupPair struct {
	ID              string  `toml:"id"`
	A               string  `toml:"a"` // path
	B               string  `toml:"b"`
	RankCorrelation float64 `toml:"rank_correlation"`
}

// Process is the chance that befalls each member of an ensemble in its own way over time. A
// run without chance has none of it: demand on its trend, typical weather, sites alike, every
// project in its lead time and completed by its share, no link cut.
type Process struct {
	DemandSpread       float64 `toml:"demand_spread"`
	DemandMemoryMonths float64 `toml:"demand_memory_months"`
	DemandCommonShare  float64 `toml:"demand_common_share"`
	WeatherSpreadK     float64 `toml:"weather_spread_k"`
	WeatherCommonShare float64 `toml:"weather_common_share"`
	SiteSpread         float64 `toml:"site_spread"`
	ProjectRacks       float64 `toml:"project_racks"`
	SlipSpread         float64 `toml:"slip_spread"`
	LinkCuts           string  `toml:"link_cuts"` // drawn or none
}

// GroupDraws are the ways in which the numbers of a group are drawn together.
func GroupDraws() []string { return []string{"copula", "shared"} }

// Matrix is the rank correlations of the group's numbers among those that are uncertain, in
// their order, row-major.
func (g *Group) Matrix(all []Uncertain) []float64 {
	at := map[string]int{}
	for _, u := range all {
		if u.Group == g.ID {
			at[u.Path] = len(at)
		}
	}
	n := len(at)
	out := make([]float64, n*n)
	for i := range n {
		for j := range n {
			if out[i*n+j] = g.RankCorrelation; i == j {
				out[i*n+j] = 1
			}
		}
	}
	for _, p := range g.Pairs {
		i, okA := at[p.A]
		j, okB := at[p.B]
		if okA && okB && i != j {
			out[i*n+j], out[j*n+i] = p.RankCorrelation, p.RankCorrelation
		}
	}
	return out
}
