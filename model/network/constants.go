package network

// Constants are the numbers of the delay equations (see OneWay and Inside). Where a
// range is followed by "judgement" nobody has published it: it says how far a sweep
// should go. Sources are those that the project's notes on delay name.
type Constants struct {
	// MsPerFibreKm is the delay of a km of glass, in ms: group index 1.468 of ITU-T
	// G.652 fibre over 299792 km/s. Range .00489-.00490 (1310 to 1550 nm).
	MsPerFibreKm float64
	// FibrePerRoute is the km of fibre in a km of rail or motorway: slack, ring
	// closures, way-leaves. Range 1.0-1.2, an assumption.
	FibrePerRoute float64
	// TerminalMs is an optical terminal (transponder, framing, error correction), in
	// ms; a path has two. Range .02-.20, judgement. Vendors' OTN latency budgets.
	TerminalMs float64
	// RegeneratorMs is an electrical regenerator, in ms. Range .02-.20, judgement.
	// Vendors' OTN latency budgets.
	RegeneratorMs float64
	// RegeneratorKm is the fibre after which a regenerator stands, in km. Range
	// 600-1500, judgement: the reach of 100G and 200G wavelengths. Zero means none.
	RegeneratorKm float64
	// EndMs is an end of the path beyond its terminal (access ring, switches,
	// firewall), in ms; there are two. Range .1-.5, judgement.
	EndMs float64
	// DirectDetour is the share of fibre that a direct IP circuit adds to the shortest
	// route, because circuits are laid where there is capacity. Range 0-.30, judgement.
	DirectDetour float64
	// HopMs is a router, in ms, without queueing. Range .01-.10, judgement.
	HopMs float64
	// HopsFixed is the number of routers on any direct path. Range 2-6, judgement.
	HopsFixed float64
	// HopKm is the route after which one more router stands, in km. Range 300-800,
	// judgement. Zero means none.
	HopKm float64
	// PublicFactor is the delay over the public Internet by that of an optical
	// circuit. Range 1.29-1.68, fixed for a pair of places. Pings between cloud hosts
	// (WonderProxy, July 2020).
	PublicFactor float64
	// HubFactor is the km of fibre in a great-circle km of the old hub path. Range
	// 1.2-1.5, judgement. The path is that of Internet Topology Zoo, ChinaNet 2010.
	HubFactor float64
	// HubFixedMs is the fixed part of a hub route (ends, core routers), in ms. Range
	// .5-1.5, judgement.
	HubFixedMs float64
	// InsideMs is the delay between buildings of one cluster, in ms. Range .3-.7.
	InsideMs float64
	// LineRateGbps is the rate of one interface of a gateway, in Gbit/s: 100, 200, 400.
	LineRateGbps float64
	// QueueMs is the mean queueing of a 100 Gbit/s line at half load, in ms. Range
	// .08-.32: right within a factor of two.
	QueueMs float64
	// QueueMaxMs is the mean queueing at most, in ms: buffers are finite, and beyond
	// them packets are lost. Range 10-50, judgement.
	QueueMaxMs float64
	// TailShape is the Weibull shape of the queueing delay. Range .58-.82: measured on
	// the Sprint backbone.
	TailShape float64
}

// Published returns the constants of the model as it is documented.
func Published() Constants {
	return Constants{
		MsPerFibreKm:  .0049,
		FibrePerRoute: 1.10,
		TerminalMs:    .10,
		RegeneratorMs: .10,
		RegeneratorKm: 800,
		EndMs:         .25,
		DirectDetour:  .15,
		HopMs:         .03,
		HopsFixed:     3,
		HopKm:         500,
		PublicFactor:  1.45,
		HubFactor:     1.32,
		HubFixedMs:    .9,
		InsideMs:      .5,
		LineRateGbps:  100,
		QueueMs:       .16,
		QueueMaxMs:    20,
		TailShape:     .7,
	}
}
