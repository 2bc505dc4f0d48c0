package validation

import (
	"math"
	"strings"
)

// lightKmPerMs is the speed of light in vacuum, and groupIndex that of G.652 fibre at 1550
// nm (ITU-T G.652, makers' data sheets).
const (
	lightKmPerMs = 299.792458
	groupIndex   = 1.468
)

func (c *delayChapter) exchanges() {
	c.say("\n## Between operators", "\n## 网间互联")
	c.say("", "")
	c.say("Without a direct-connect point of its own, a province's traffic between two operators goes\nto an exchange elsewhere and back. The model has it twice the way to the exchange, hub-routed\n(backbone before 2017) or public over today's routes. Which share went by which city is not\nknown.",
		"没有骨干直联点的省份，网间流量绕至外地交换点再返回。模型取到交换点时延的两倍，按枢纽绕转（2017年前骨干网）或按公网（现有路由）计算。各城市所占比例未知。")
	c.table(c.pick("where", "地区"), c.pick("as measured", "原始值"), c.pick("measured", "实测单向"), c.pick("by", "经由"), c.pick("great circle", "大圆"), c.pick("hub-routed", "枢纽绕转"), c.pick("public", "公网"))
	for i := range c.d.Rows {
		r := &c.d.Rows[i]
		hub, public := 0., 0.
		for _, v := range r.Via {
			hub, public = hub+v.Hub, public+v.Public
			c.row(c.pair(r), c.stated(r), ms2(r.OneWay), v.Name.In(c.lang), ms2(v.Floor), ms2(v.Hub), ms2(v.Public))
		}
		if n := float64(len(r.Via)); n > 1 {
			c.row(c.pair(r), c.stated(r), ms2(r.OneWay), c.pick("all, in equal shares", "均分"), "-", ms2(hub/n), ms2(public/n))
		}
	}
	c.say("", "")
	for i := range c.d.Rows {
		if r := &c.d.Rows[i]; r.Role == Local {
			c.say("After its point opened, %s had %s, %s one way. The model has %s within\nthe city and %s to %s to the other places of the hub; the figure is one of the whole province.",
				"直联点开通后，%s为%s，单向%s；模型市内为%s，至本枢纽其他地点为%s～%s；公布值为全省数值。", c.pair(r), c.stated(r), ms2(r.OneWay), ms2(r.Model), ms2(r.Near), ms2(r.Far))
		}
	}
	c.gain()
	c.say("", "")
	c.say("These figures are rounded, means over pairs that are not told, and do not say whether they are\nthere and back, which is presumed. They show that the detours have the right size; by which city\nthe traffic went, and how long an exchange takes, they cannot show.",
		"这些数值经过取整，是未知点对的均值，且未说明是否往返（推定为往返）。它们表明绕转时延量级正确，但不能说明流量经由何处、交换本身耗时多少。")
}

// gain compares what a direct-connect point brought with what it brings in the model.
func (c *delayChapter) gain() {
	for i := range c.d.Rows {
		local := &c.d.Rows[i]
		for k := range c.d.Rows {
			r := &c.d.Rows[k]
			if local.Role != Local || r.Role != Detour || r.From != local.From {
				continue
			}
			hub := 0.
			for _, v := range r.Via {
				hub += v.Hub / float64(len(r.Via))
			}
			c.say("Measured, the point made it %.0f times shorter or more. In the model, hub-routed in equal shares\nbefore, %.0f times within the city and %.0f to %.0f times to the other places.",
				"实测缩短至少%.0f倍；模型中（此前按均分枢纽绕转）市内缩短%.0f倍，至其他地点缩短%.0f～%.0f倍。", r.OneWay/local.OneWay, hub/local.Model, hub/local.Far, hub/local.Near)
		}
	}
}

func (c *delayChapter) plausible() {
	c.say("\n## Plausibility", "\n## 合理性")
	c.say("", "")
	var slow []string
	for i := range c.d.Rows {
		if r := &c.d.Rows[i]; !r.Possible() {
			slow = append(slow, c.pair(r))
		}
	}
	least := math.Inf(1)
	for i := range c.d.Rows {
		if r := &c.d.Rows[i]; r.Floor > 0 {
			least = min(least, r.OneWay/r.Floor)
		}
	}
	if len(slow) == 0 {
		c.say("No measured delay is below light in glass along the great circle; the nearest takes %.2f times that.", "没有实测时延低于沿大圆光纤的光速时延；最接近者为其%.2f倍。", least)
	} else {
		c.say("Below light in glass along the great circle, hence impossible: %s.", "低于沿大圆光纤的光速时延，不可能：%s。", strings.Join(slow, ", "))
	}
	theory := groupIndex / lightKmPerMs
	c.say("The theory is group index %.3f over %.6f km/ms (ITU-T G.652): %.6f ms/km. The model's\n%.4f is %.2f %% more. Fibre is taken to be %.2f times the route.",
		"理论为群折射率%.3f除以%.6f km/ms（ITU-T G.652），即%.6f ms/km；模型取%.4f，高%.2f%%。光纤长度取路由的%.2f倍。",
		groupIndex, lightKmPerMs, theory, c.d.Constants.MsPerFibreKm, 100*(c.d.Constants.MsPerFibreKm/theory-1), c.d.Constants.FibrePerRoute)
}
