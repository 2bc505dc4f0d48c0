package pue

// Constant is one number of the equations.
type Constant struct {
	Name    string
	Value   float64
	Unit    string  // "1" for pure numbers
	Low     float64 // plausible range, Low <= Value <= High; equal where nothing is uncertain
	High    float64
	Meaning string
	Source  string
}

// Sources.
const (
	lei2020   = "Lei and Masanet 2020, Energy 201:117556"
	lei2022   = "Lei and Masanet 2022, Resources, Conservation & Recycling 182:106323"
	apc108    = "APC White Paper 108"
	apc113    = "APC White Paper 113"
	apc154    = "APC White Paper 154"
	ashrae    = "ASHRAE TC 9.9"
	pointsW   = "fit to 42 manufacturers' chiller points"
	pointsA   = "fit to 91 manufacturers' chiller points"
	steam     = "steam tables"
	judgement = "assumption: engineering judgement"
	definedBy = "definition"
)

// Constants lists every number of the equations, from the very values that the
// equations use. The ranges are for one constant alone; the coefficients of a fit
// move together and must not be varied one by one.
func Constants() []Constant {
	all := []Constant{
		{"load.low", LowestLoad, "1", .05, .15, "load below which PUE is kept", judgement},
		{"load.high", highestLoad, "1", 1, 1, "load above which PUE is kept", definedBy},
		{"weather.t_low", coldest, "degC", coldest, coldest, "colder weather is taken as this", definedBy},
		{"weather.t_high", hottest, "degC", hottest, hottest, "hotter weather is taken as this", definedBy},
		{"weather.p_low", lowestPressure, "Pa", lowestPressure, lowestPressure, "thinner air is taken as this", definedBy},
		{"weather.p_high", highestPressure, "Pa", highestPressure, highestPressure, "denser air is taken as this", definedBy},
		{"weather.p_standard", standardPressure, "Pa", standardPressure, standardPressure, "pressure at which fan constants hold", definedBy},
		{"law.idle", idleShare, "1", .02, .15, "share of full power that a fan or pump draws however slow", lei2020},
		{"law.n_fan", fanExponent, "1", 1.6, 2.8, "power of fans against load", lei2020},
		{"law.n_approach", approachExponent, "1", .4, .8, "approach temperatures against load", judgement},
		{"law.half_shift", halfShift, "1", 0, 1, "share of class.*.d_supply that iec, airside and lake take", judgement},
		{"path.redundancy", redundancy, "1", .4, .9, "load of each power path per unit of fleet load (2N: half)", apc154},
	}
	all = append(all, stageConstants()...)
	all = append(all, classConstants()...)
	all = append(all, fitConstants("cop_w", "water to the condenser", &copWater, pointsW)...)
	all = append(all, fitConstants("cop_a", "outdoor dry-bulb", &copAir, pointsA)...)
	return append(all,
		Constant{"cop.load_fraction", loadFraction, "1", .4, .9, "part load L at which chillers run", lei2022},
		Constant{"lift.kelvin", kelvin, "K", kelvin, kelvin, "0 degC", definedBy},
		Constant{"lift.evaporator", evaporatorGap, "K", 1, 4, "evaporation below supply temperature", judgement},
		Constant{"lift.fit", evaporatorFit, "degC", 3.5, 5.5, "evaporation temperature behind the COP fits (6.7 degC water)", judgement},
		Constant{"lift.least", smallestLift, "K", 4, 12, "least difference between condensation and evaporation", judgement},
		Constant{"lift.exponent", liftExponent, "1", .5, 1, "share (as exponent) of the ideal gain that machines get", judgement},
		Constant{"lift.condenser_w", condenserWater, "K", 5, 9, "condensation above the water entering the condenser", judgement},
		Constant{"lift.condenser_a", condenserAir, "K", 9, 17, "condensation above the outdoor dry-bulb", judgement},

		Constant{"water.fan0", waterRoomFan, "1", .02, .05, "room fans of chw_wse, chw and the liquids' rest, full load, class best", lei2020},
		Constant{"water.n", waterExponent, "1", 1.2, 2.2, "power of pumps and towers against load", judgement},
		Constant{"water.a_ct", waterApproach, "K", 2.8, 6.7, "tower water above wet-bulb, full load", lei2022},
		Constant{"water.t_tower_min", coldestTower, "degC", 12, 18, "coldest water let into a condenser", pointsW},
		Constant{"chw_wse.ts", wseSupply, "degC", 15, 22, "supply temperature", ashrae},
		Constant{"chw_wse.tr", wseReturn, "degC", 22, 30, "return temperature", ashrae},
		Constant{"chw_wse.a_hx", wseExchanger, "K", 1, 3, "approach of the heat exchanger, full load", lei2022},
		Constant{"chw_wse.aux", wseAux, "1", .015, .05, "pumps and towers per unit of heat, full load", lei2020},
		Constant{"chw.ts", chwSupply, "degC", 10, 18, "supply temperature", ashrae},
		Constant{"chw.aux", chwAux, "1", .015, .05, "pumps and towers per unit of heat, full load", lei2020},

		Constant{"air_fc.fan0", airRoomFan, "1", .02, .05, "room fans, full load", lei2020},
		Constant{"air_fc.ts", airSupply, "degC", 15, 22, "supply temperature", ashrae},
		Constant{"air_fc.tr", airReturn, "degC", 22, 30, "return temperature", ashrae},
		Constant{"air_fc.a", airApproach, "K", 4, 9, "coil water above dry-bulb, full load", lei2022},
		Constant{"air_fc.aux", airAux, "1", .012, .045, "pumps and coil fans per unit of heat, full load", lei2020},
		Constant{"air_fc.n", airExponent, "1", 1.2, 2.2, "their power against load", judgement},

		Constant{"iec.fan0", iecRoomFan, "1", .025, .06, "room fans, full load", lei2022},
		Constant{"iec.t_set", iecSupply, "degC", 22, 27, "supply air", ashrae},
		Constant{"iec.t_ra", iecReturn, "degC", 34, 40, "return air", ashrae},
		Constant{"iec.eps_w", iecWet, "1", .65, .85, "effectiveness against wet-bulb, full load", judgement},
		Constant{"iec.eps_d", iecDry, "1", .5, .75, "effectiveness against dry-bulb, full load", judgement},
		Constant{"iec.n_ntu", iecExponent, "1", -.6, -.2, "transfer units against load", judgement},
		Constant{"iec.fan_out", iecOutdoorFan, "1", .02, .05, "outdoor fans, full load and duty", judgement},
		Constant{"iec.spray", iecSpray, "1", .002, .01, "spray pumps while wet", judgement},
		Constant{"iec.y_dry", iecLeastDry, "1", .1, .4, "least duty of outdoor fans, dry", judgement},
		Constant{"iec.y_wet", iecLeastWet, "1", .1, .5, "least duty of outdoor fans, wet", judgement},
		Constant{"iec.condenser", iecCondenser, "K", 4, 12, "air to the condenser above wet-bulb", judgement},

		Constant{"airside.fan0", airsideRoomFan, "1", .025, .07, "fans, full load", lei2022},
		Constant{"airside.wb_from", airsideFrom, "degC", 20, 23.5, "wet-bulb where compressors begin to help", ashrae},
		Constant{"airside.wb_full", airsideFull, "degC", 23.6, 27, "wet-bulb from which compressors do all", ashrae},
		Constant{"airside.aux", airsideAux, "1", .001, .008, "humidifier and dampers", judgement},
		Constant{"airside.t_dry", airsideDry, "degC", 24, 27, "dry-bulb up to which the humidifier rests", ashrae},
		Constant{"airside.dry_share", airsideDryShare, "1", 0, .5, "share of airside.aux that then runs", judgement},

		Constant{"airside.rise", airsideRise, "K", 8, 16, "rise of the air in the room", judgement},
		Constant{"airside.bleed", airsideBleed, "1", 1, 1.5, "water supplied to the humidifier per water evaporated", judgement},

		Constant{"evaporation.kwh", kilowattHour, "MJ", kilowattHour, kilowattHour, "a kilowatt-hour", definedBy},
		Constant{"evaporation.latent", latentHeat, "MJ/kg", 2.40, 2.48, "latent heat of water at 30 degC (10-40 degC)", steam},
		Constant{"evaporation.share", evaporatedHeat, "1", .7, .95, "share of a wet tower's heat that leaves by evaporation", judgement},
		Constant{"evaporation.cycles", towerCycles, "1", 3, 6, "cycles of concentration of tower and spray water", judgement},

		Constant{"build.typical", typicalSince, "year", 2010, 2015, "first year in which new fleets are typical, not legacy", judgement},
		Constant{"build.mixed", mixedSince, "year", 2017, 2020, "first year in which some are good", judgement},
		Constant{"build.good", goodSince, "year", 2021, 2025, "first year in which all are good", judgement},
		Constant{"build.mixed_typical", mixedTypical, "1", .3, .7, "share of typical in between", judgement},

		Constant{"peak.sd", designHour, "1", designHour, designHour, "design hour above a month's mean, in standard deviations", definedBy},
		Constant{"peak.share", designShare, "1", .99, .999, "share of a month's hours that do not exceed the design hour", ashrae},

		Constant{"coldplate.share", coldplateShare, "1", .6, .9, "share of heat into the liquid", judgement},
		Constant{"coldplate.aux", coldplateAux, "1", .015, .05, "pumps and towers per unit of liquid heat, full load", judgement},
		Constant{"immersion.share", immersionShare, "1", .9, 1, "share of heat into the liquid", judgement},
		Constant{"immersion.aux", immersionAux, "1", .015, .05, "pumps and towers per unit of liquid heat, full load", judgement},
		Constant{"liquid.t_water", liquidSupply, "degC", 30, 45, "warm water supplied", ashrae},
		Constant{"liquid.a", liquidApproach, "K", 5, 10, "warm water above wet-bulb, full load", judgement},
		Constant{"liquid.span", liquidSpan, "K", 5, 10, "rise of wet-bulb from first to full help by chillers", judgement},
		Constant{"liquid.chiller", liquidChiller, "K", 2.8, 6.7, "water to the chillers' condensers above wet-bulb", judgement},
		Constant{"liquid.n", liquidExponent, "1", 1.4, 2.5, "power of pumps and towers against load", judgement},

		Constant{"lake.fan0", lakeRoomFan, "1", .02, .05, "room fans, full load", lei2020},
		Constant{"lake.t_water", lakeWater, "degC", 8, 20, "lake water at the intake", judgement},
		Constant{"lake.ts", lakeSupply, "degC", 16, 24, "supply temperature", ashrae},
		Constant{"lake.tr", lakeReturn, "degC", 24.1, 32, "return temperature", ashrae},
		Constant{"lake.a_hx", lakeExchanger, "K", 1, 3, "approach of the heat exchanger, full load", judgement},
		Constant{"lake.aux", lakeAux, "1", .015, .05, "pumps per unit of heat, full load", judgement},
		Constant{"lake.n", lakeExponent, "1", 1.2, 2.2, "their power against load", judgement},
		Constant{"lake.chiller", lakeChiller, "K", 2, 6, "water to the condensers above lake water", judgement},
	)
}

// around is the range of a share either side of v.
func around(v, share float64) (low, high float64) {
	low, high = v*(1-share), v*(1+share)
	if low > high {
		low, high = high, low
	}
	return low, high
}

// stageConstants lists the loss coefficients that are not zero.
func stageConstants() []Constant {
	stages := []struct {
		stage
		spread float64
		source string
	}{
		{transformer, .5, judgement}, {distribution, .5, judgement},
		{upsBest, .4, lei2022}, {upsGood, .4, lei2022}, {upsTypical, .3, apc108},
		{upsLegacy, .3, apc113}, {pduLegacy, .4, apc113}, {wiringLegacy, .5, apc113}, {switchgearLegacy, .5, apc113},
	}
	var all []Constant
	for _, s := range stages {
		for _, k := range []struct {
			name    string
			value   float64
			meaning string
		}{
			{".a0", s.a0, "no-load loss per unit of the stage's rating"},
			{".a1", s.a1, "loss that goes with the current, per unit of power delivered"},
			{".a2", s.a2, "loss that goes with the square of the current, at rating"},
		} {
			if k.value == 0 {
				continue
			}
			low, high := around(k.value, s.spread)
			all = append(all, Constant{s.name + k.name, k.value, "1", low, high, k.meaning, s.source})
		}
	}
	return all
}

// classConstants lists the numbers of each class. Best is the reference: only its
// lighting is uncertain.
func classConstants() []Constant {
	var all []Constant
	for c := range classRows {
		r := &classRows[c]
		add := func(name, unit string, value, low, high float64, meaning, source string) {
			if Class(c) == Best {
				low, high = value, value
			}
			all = append(all, Constant{"class." + Class(c).String() + "." + name, value, unit, low, high, meaning, source})
		}
		low, high := around(r.misc, .5)
		all = append(all, Constant{"class." + Class(c).String() + ".misc", r.misc, "1", low, high,
			"lighting and controls per unit of design IT power", apc113})
		k := func(v, share float64) (float64, float64) {
			return 1 + float64((v-1)*(1-share)), 1 + float64((v-1)*(1+share))
		}
		low, high = k(r.kAir, .5)
		add("k_air", "1", r.kAir, low, high, "multiplier of fan power", judgement)
		low, high = k(r.kAux, .5)
		add("k_aux", "1", r.kAux, low, high, "multiplier of pump, tower and auxiliary power", judgement)
		high, low = k(r.kCOP, .5)
		add("k_cop", "1", r.kCOP, low, high, "multiplier of chillers' COP", judgement)
		low, high = around(r.approach, .5)
		add("d_approach", "K", r.approach, low, high, "added to approaches at full load", judgement)
		low, high = around(r.supply, .5)
		add("d_supply", "K", r.supply, low, high, "shift of supply and return temperatures", judgement)
		low, high = around(r.epsLoss, .5)
		add("eps_loss", "1", r.epsLoss, low, high, "lost from iec.eps_w and iec.eps_d", judgement)
	}
	return all
}

// fitConstants lists a fit; the spread of 5 % is far more than its error.
func fitConstants(prefix, of string, f *fit, source string) []Constant {
	names := [...]string{"c0", "c1", "c2", "c3", "c4", "c5"}
	units := [...]string{"1", "1/K", "1/K2", "1", "1", "1/K"}
	terms := [...]string{"constant", "t", "t^2", "L", "L^2", "t L"}
	var all []Constant
	for i, v := range f.c {
		low, high := around(v, .05)
		all = append(all, Constant{prefix + "." + names[i], v, units[i], low, high, "coefficient of " + terms[i] + ", t = " + of, source})
	}
	return append(all,
		Constant{prefix + ".t_low", f.low, "degC", f.low, f.low, "coldest t of the fit, held below", source},
		Constant{prefix + ".t_high", f.high, "degC", f.high, f.high, "hottest t of the fit, held above", source})
}
