package main

import (
	"fmt"
	"math"
	"strings"

	"hubcap/model"
	"hubcap/model/network"
	"hubcap/sim/result"
)

// worstCut is what the worst single cut does to a tier, or nil.
func worstCut(r *result.Result, tier string) *result.Failure {
	for i := range r.Failures {
		if f := &r.Failures[i]; f.Tier == tier && f.ID == "" {
			return f
		}
	}
	return nil
}

// element is the name of what can be a bottleneck; clusters are those of the scenario by id.
func (p *printer) element(name string, clusters map[string]model.Text) string {
	cluster, exchange := strings.CutSuffix(name, "/exchange")
	scope, ok := clusters[cluster]
	shown := cluster
	if ok && scope.In(p.lang) != "" {
		shown = scope.In(p.lang)
	}
	switch {
	case name == "":
		return ""
	case exchange:
		return fmt.Sprintf(p.pick("the direct-connect point of %s", "%s直联点"), shown)
	case !ok:
		return fmt.Sprintf(p.pick("link %s", "链路%s"), cluster)
	}
	return fmt.Sprintf(p.pick("the gateway of %s", "%s出口"), shown)
}

// clusterNames are the names of the clusters by id.
func clusterNames(s *model.Scenario) map[string]model.Text {
	out := map[string]model.Text{}
	for _, c := range s.Clusters {
		out[c.ID] = c.Name
	}
	return out
}

// clustersOf are the same of a result.
func clustersOf(r *result.Result) map[string]model.Text {
	out := map[string]model.Text{}
	for _, s := range r.Scopes {
		if s.Kind == "cluster" {
			out[s.ID] = s.Name
		}
	}
	return out
}

// targetName is the Chinese name of a target, or else its id.
func (p *printer) targetName(s *model.Scenario, id string) string {
	for _, t := range s.Targets {
		if t.ID == id && p.lang == "zh" && t.Name.ZH != "" {
			return t.Name.ZH
		}
	}
	return id
}

// pair names the ends of a pair: in English by its scope, which is what targets name.
func (p *printer) pair(r *result.Result, pair string) string {
	path := pathOf(r, pair)
	if p.lang != "zh" || path.Pair == "" {
		return pair
	}
	name := path.From.ZH + "—" + path.To.ZH
	if strings.Contains(pair, "/") {
		service, _ := network.ParseService(path.Service)
		name += "（" + service.ZH() + "）"
	}
	return name
}

// points writes a change of a load in percentage points, or a dash.
func points(v result.Number) string {
	if v.IsMissing() {
		return "-"
	}
	return fmt.Sprintf("%+.1f pp", 100*float64(v))
}

// fragile tells of the tier that comes closest to its budget, or beyond, under its worst
// single cut: how slow it is then, and at which load it breaks without.
func fragile(r *result.Result, lang string) string {
	var s *result.Slope
	var path *result.Path
	use := func(tier string, budget result.Number) float64 {
		_, slowest := tierOf(r, tier)
		p99 := slowest.P99Ms
		if f := worstCut(r, tier); f != nil {
			p99 = f.P99Ms
		}
		if p99.IsMissing() {
			return math.Inf(1)
		}
		return float64(p99 / budget)
	}
	for i := range r.Slopes {
		if at := &r.Slopes[i]; !at.Budget.IsMissing() && (s == nil || use(at.Tier, at.Budget) > use(s.Tier, s.Budget)) {
			s = at
			_, path = tierOf(r, at.Tier)
		}
	}
	if s == nil {
		return ""
	}
	p := &printer{lang: lang}
	name := s.Tier
	if scope, ok := r.Scope(s.Tier); ok && scope.Name.In(lang) != "" {
		name = scope.Name.In(lang)
	}
	if path.P99Ms.IsMissing() {
		return in(lang, fmt.Sprintf(p.pick("Delay (%s): %s is cut off.", "时延（%s）：%s中断。"), name, p.pair(r, path.Pair)))
	}
	head := p.pick("Delay nearest to its budget", "最接近预算的时延")
	if path.P99Ms > s.Budget {
		head = p.pick("Delay farthest beyond its budget", "超出预算最多的时延")
	}
	line := fmt.Sprintf(p.pick("%s (%s): %s of %s ms in the peak hour, 99 %% of packets below %s ms", "%s（%s）：忙时%s ms，预算%s ms，99%%的数据包低于%s ms"), head, name, ms(path.MeanMs), plainOr(s.Budget), ms(path.P99Ms))
	if f := worstCut(r, s.Tier); f != nil {
		line += fmt.Sprintf(p.pick(", below %s ms when link %s is cut", "；链路%[2]s中断时低于%[1]s ms"), ms(f.P99Ms), strings.Join(f.Links, ", "))
	}
	if !s.Load.IsMissing() && s.BreaksP99 > 0 {
		line += fmt.Sprintf(p.pick(". They pass it when %s is loaded to %s (now %s)", "。%s负荷率达%s时突破预算（目前%s）"), p.element(path.Bottleneck, clustersOf(r)), p.breaks(s.BreaksP99), percent(s.Load))
	}
	return in(lang, line+p.pick(".", "。"))
}

// tierOf is the slope of a tier and its slowest path: one that is cut off, or that of the
// slope; nil without any.
func tierOf(r *result.Result, tier string) (slope result.Slope, slowest *result.Path) {
	slope = result.Slope{Budget: result.Missing(), Load: result.Missing()}
	for _, s := range r.Slopes {
		if s.Tier == tier {
			slope, slowest = s, pathOf(r, s.Pair)
		}
	}
	for i := range r.Paths {
		if path := &r.Paths[i]; path.Tier == tier && path.P99Ms.IsMissing() {
			return slope, path
		}
	}
	return slope, slowest
}

// pathOf is the path of a pair.
func pathOf(r *result.Result, pair string) *result.Path {
	for i := range r.Paths {
		if r.Paths[i].Pair == pair {
			return &r.Paths[i]
		}
	}
	return &result.Path{}
}

// plainOr writes a number without idle digits, or a dash.
func plainOr(v result.Number) string {
	if v.IsMissing() {
		return "-"
	}
	return plain(float64(v))
}

// scope is the Chinese name of a tier, or else its id: English names are long.
func (p *printer) scope(r *result.Result, id string) string {
	if s, ok := r.Scope(id); ok && p.lang == "zh" && s.Name.ZH != "" {
		return s.Name.ZH
	}
	return id
}
