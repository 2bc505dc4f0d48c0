package model

import "hubcap/model/network"

// Delay holds the constants of the delay equations; see network.Constants.
type Delay struct {
	MsPerFibreKm  float64 `toml:"ms_per_fibre_km"`
	FibrePerRoute float64 `toml:"fibre_per_route"`
	TerminalMs    float64 `toml:"terminal_ms"`
	RegeneratorMs float64 `toml:"regenerator_ms"`
	RegeneratorKm float64 `toml:"regenerator_km"`
	EndMs         float64 `toml:"end_ms"`
	DirectDetour  float64 `toml:"direct_detour"`
	HopMs         float64 `toml:"hop_ms"`
	HopsFixed     float64 `toml:"hops_fixed"`
	HopKm         float64 `toml:"hop_km"`
	PublicFactor  float64 `toml:"public_factor"`
	HubFactor     float64 `toml:"hub_factor"`
	HubFixedMs    float64 `toml:"hub_fixed_ms"`
	InsideMs      float64 `toml:"inside_ms"`
	LineRateGbps  float64 `toml:"line_rate_gbps"`
	QueueMs       float64 `toml:"queue_ms"`
	QueueMaxMs    float64 `toml:"queue_max_ms"`
	TailShape     float64 `toml:"tail_shape"`
	Theory        string  `toml:"theory"`
	CutsPer1000Km float64 `toml:"cuts_per_1000_km_year"`
	RepairHours   float64 `toml:"repair_hours"`
}

// Constants are the numbers as the delay equations take them.
func (d Delay) Constants() network.Constants {
	return network.Constants{
		MsPerFibreKm: d.MsPerFibreKm, FibrePerRoute: d.FibrePerRoute, TerminalMs: d.TerminalMs,
		RegeneratorMs: d.RegeneratorMs, RegeneratorKm: d.RegeneratorKm, EndMs: d.EndMs,
		DirectDetour: d.DirectDetour, HopMs: d.HopMs, HopsFixed: d.HopsFixed, HopKm: d.HopKm,
		PublicFactor: d.PublicFactor, HubFactor: d.HubFactor, HubFixedMs: d.HubFixedMs, InsideMs: d.InsideMs,
		LineRateGbps: d.LineRateGbps, QueueMs: d.QueueMs, QueueMaxMs: d.QueueMaxMs, TailShape: d.TailShape,
	}
}

// Place adds a place to the network of the seed data, changes one of it, or takes one out;
// what is not given stays as it is.
type Place struct {
	ID     string   `toml:"id"`
	Name   Text     `toml:"name"`
	Status string   `toml:"status"`
	Lat    *float64 `toml:"lat"`
	Lon    *float64 `toml:"lon"`
	Hub    string   `toml:"hub"`
	Home   string   `toml:"home"`
}

// Link adds a fibre route to those of the seed data, changes one of them, or takes one out.
// A link with dated capacity opens on the first date; a capacity of 0 closes it.
type Link struct {
	ID             string     `toml:"id"`
	Status         string     `toml:"status"`
	From           string     `toml:"from"`
	To             string     `toml:"to"`
	RouteKm        *float64   `toml:"route_km"`
	BackgroundGbps float64    `toml:"background_gbps"`
	Capacity       []Capacity `toml:"capacity"`
}

// Removed is the status of a place or link that is taken out of the network.
const Removed = "removed"

// Capacity is what a gateway, an exchange point or a link carries from a date on.
type Capacity struct {
	ID           string   `toml:"id"`
	Date         Date     `toml:"date"`
	Gbps         float64  `toml:"gbps"`
	LineRateGbps *float64 `toml:"line_rate_gbps"` // by default that of delay
}

// Circuit opens direct circuits from a place to others on a date. A place that begins none
// of a scenario's circuits is taken to have them to everywhere.
type Circuit struct {
	ID    string   `toml:"id"`
	From  string   `toml:"from"`
	To    []string `toml:"to"`
	Opens Date     `toml:"opens"`
}

// Failure is a set of links that fail together, to be judged beside every single link.
type Failure struct {
	ID    string   `toml:"id"`
	Name  Text     `toml:"name"`
	Links []string `toml:"links"`
}

// Tier is a group of destinations under one delay budget: the paths from one place to
// others, or without From those between every two of To.
type Tier struct {
	ID      string   `toml:"id"`
	Name    Text     `toml:"name"`
	From    string   `toml:"from"`
	To      []string `toml:"to"`
	Service string   `toml:"service"`
}
