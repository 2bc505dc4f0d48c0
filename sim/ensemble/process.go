package ensemble

import "hubcap/model"

// processes names what chance does over time in the members of a scenario. What is 0 for the
// central run counts too where it is uncertain.
func processes(s *model.Scenario) []string {
	uncertain := map[string]bool{}
	for i := range s.Uncertain {
		uncertain[s.Uncertain[i].Path] = true
	}
	may := func(path string, value float64) bool { return value > 0 || uncertain[path] }
	p, out := &s.Process, []string{}
	add := func(name string, on bool) {
		if on {
			out = append(out, name)
		}
	}
	projects := may("process.project_racks", p.ProjectRacks)
	add("demand", may("process.demand_spread", p.DemandSpread))
	add("weather", may("process.weather_spread_k", p.WeatherSpreadK))
	add("sites", projects && may("process.site_spread", p.SiteSpread))
	add("projects", projects && risky(s, may("process.slip_spread", p.SlipSpread), uncertain))
	add("cuts", p.LinkCuts == "drawn" && may("delay.cuts_per_1000_km_year", s.Delay.CutsPer1000Km) && len(s.Tiers) > 0)
	return out
}

// risky tells whether any project, named or of a programme, can slip or fail.
func risky(s *model.Scenario, slips bool, uncertain map[string]bool) bool {
	open := func(path string, completion float64) bool {
		return slips || completion > 0 && completion < 1 || uncertain[path+".completion"]
	}
	for i := range s.Clusters {
		c := &s.Clusters[i]
		at := "cluster." + c.ID
		if c.Build.Policy != "none" && open(at+".build", c.Build.Completion) {
			return true
		}
		for j := range c.Projects {
			if open(at+".project."+c.Projects[j].ID, c.Projects[j].Completion) {
				return true
			}
		}
	}
	return false
}
