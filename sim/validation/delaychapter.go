package validation

import (
	"fmt"
	"io"
	"math"

	"hubcap/model/network"
)

// Chapter writes the comparison with the published delays as a chapter in Markdown, in
// English or for lang "zh" in Chinese.
func (d *Delay) Chapter(w io.Writer, lang string) error {
	c := delayChapter{page{lang: lang}, d}
	c.head()
	c.measured()
	c.statistics()
	c.exchanges()
	c.plausible()
	c.queueing()
	c.status()
	c.unknown()
	c.misses()
	_, err := io.WriteString(w, c.b.String())
	return err
}

type delayChapter struct {
	page
	d *Delay
}

func (c *delayChapter) head() {
	c.say("# Delay: model and measurements", "# 时延：模型与实测对比")
	c.say("", "")
	c.say("Made by `hubcap delay --validate`; a test holds this file against the program. Measured\ndelays: seeds/latency_measured.csv, with sources and notes; all were public by the end of 2022.",
		"由 `hubcap delay --validate --lang zh` 生成。实测时延及其来源、说明见 seeds/latency_measured.csv，均于2022年底前公开。")
	c.say("", "")
	c.say("All figures are ms one way: of a time there and back, half. That both ways are alike is an\nassumption that no ping can check. The model is that of an empty, intact network. Error =\nmodel - measured. The range has route lengths +-%.0f %% and the constants of the service at the\nends of what the evidence spans (public factor %.2f to %.2f).",
		"数值均为单向毫秒：往返时延取一半，往返对称是ping无法验证的假设。模型为空载、无故障网络。误差＝模型－实测。范围取路由长度±%.0f%%及该类服务参数的证据上下限（公网系数%.2f～%.2f）。", 100*routeDoubt, c.lowFactor(), c.highFactor())
	c.say("", "")
	c.say("Five measured pairs are few. No measured delay of a direct circuit of Guizhou was found that was\npublic by then.",
		"实测点对仅五对，很少；未找到当时已公开的贵州直连电路实测。")
}

func (c *delayChapter) lowFactor() float64 {
	low, _ := ends(c.d.Constants)
	return low.PublicFactor
}

func (c *delayChapter) highFactor() float64 {
	_, high := ends(c.d.Constants)
	return high.PublicFactor
}

// roles says what a row is to the model.
func (c *delayChapter) role(r Role) string {
	switch r {
	case Fitted:
		return c.pick("fitted: in-sample", "用于标定")
	case HeldOut:
		return c.pick("held out", "未用于标定")
	case Border:
		return c.pick("crosses the border", "跨境")
	case Detour:
		return c.pick("between operators, by an exchange elsewhere", "网间，经外地绕转")
	case Local:
		return c.pick("between operators, exchanged at home", "网间，本地疏通")
	}
	return c.pick("own", "用户测量")
}

// pair names both ends.
func (c *page) pair(r *DelayRow) string {
	if r.From == r.To {
		return r.FromName.In(c.lang)
	}
	return r.FromName.In(c.lang) + c.pick(" to ", "—") + r.ToName.In(c.lang)
}

// stated is the value as it was measured.
func (c *page) stated(r *DelayRow) string {
	s := fmt.Sprintf("%g", r.Ms)
	switch r.Bound {
	case "above":
		s = "> " + s
	case "about":
		s = c.pick("about ", "约") + s
	}
	if r.RoundTrip {
		return s + c.pick(" there and back", "（往返）")
	}
	return s + c.pick(" one way", "（单向）")
}

func (c *page) yes(b bool) string {
	if b {
		return c.pick("yes", "是")
	}
	return c.pick("no", "否")
}

// ms2 writes a delay; where there is none, a dash.
func ms2(v float64) string {
	if math.IsNaN(v) {
		return "-"
	}
	return fmt.Sprintf("%.2f", v)
}

func (c *delayChapter) measured() {
	c.say("\n## Measured delays", "\n## 逐项对比")
	c.delays(c.d, func(r *DelayRow) bool { return r.Role != Detour }, func(r *DelayRow) string { return c.role(r.Role) }, c.pick("kind", "性质"))
	c.say("", "")
	c.say("Great circle: light in glass laid straight. Optical circuit: on the shortest route of the seeds,\nwithout routers and detours; measured / optical is what the public factor stands for.",
		"大圆：光在沿大圆敷设的光纤中的时延。光专线：种子数据最短路由上的光路，不含路由器与绕行；实测/光专线即公网系数所代表的比值。")
}

// delays is the table of rows with a path; last is a column of its own.
func (c *page) delays(d *Delay, pick func(*DelayRow) bool, extra func(*DelayRow) string, name string) {
	c.table(c.pick("from, to", "起止"), name, c.pick("service", "服务类别"), c.pick("as measured", "原始值"), c.pick("measured", "实测单向"), c.pick("great circle", "大圆"),
		c.pick("optical circuit", "光专线"), c.pick("measured / optical", "实测/光专线"), c.pick("model", "模型"), c.pick("range", "范围"), c.pick("error", "误差"), "%", c.pick("in range", "在范围内"))
	for i := range d.Rows {
		r := &d.Rows[i]
		if !pick(r) {
			continue
		}
		off, share, within := "-", "-", c.yes(r.Inside())
		if !math.IsNaN(r.Model) {
			off, share = signed2(r.Error()), fmt.Sprintf("%+.0f", 100*r.Error()/r.OneWay)
		}
		if !r.Possible() {
			within = c.pick("impossible", "不可能")
		}
		service := serviceName(r.Service, c.lang)
		c.row(c.pair(r), extra(r), service, c.stated(r), ms2(r.OneWay), ms2(r.Floor), ms2(r.Optical), ms2(r.Ratio()), ms2(r.Model), ms2(r.Low)+" - "+ms2(r.High), off, share, within)
	}
}

// serviceName names a service.
func serviceName(s network.Service, lang string) string {
	if lang == "zh" {
		return s.ZH()
	}
	return s.String()
}

// signed2 writes an error of a delay; what rounds to nothing has no sign.
func signed2(v float64) string {
	if math.Abs(v) < .005 {
		return "0.00"
	}
	return fmt.Sprintf("%+.2f", v)
}

func (c *page) sums(d *Delay) {
	c.table(c.pick("over", "范围"), c.pick("points", "点数"), c.pick("bias, ms", "偏差，毫秒"), c.pick("MAE, ms", "MAE，毫秒"), c.pick("RMSE, ms", "RMSE，毫秒"), "MAPE", c.pick("in range", "在范围内"))
	for _, s := range d.Stats {
		c.row(s.Name.In(c.lang), fmt.Sprint(s.N), signed2(s.Bias), ms2(s.MAE), ms2(s.RMSE), fmt.Sprintf("%.0f %%", 100*s.MAPE), fmt.Sprint(s.Inside))
	}
}

func (c *delayChapter) statistics() {
	c.say("\n## How far off", "\n## 误差统计")
	c.sums(c.d)
	c.say("", "")
	c.say("The public factor, %.2f, was set with the first two pairs, the only ones then at hand: their\nmean is no test of it. The next two are one: they were found afterwards, in the same set of\npings, and nothing was changed for them; but they are two, and share an end with each other and\nwith the first. All four call for %.2f on average.",
		"公网系数%.2f由前两对标定（当时仅有这两对），其均值不构成检验。后两对才是检验：事后在同一组测量中找到，未因之修改任何参数；但仅两对，且彼此及与前两对共用端点。四对平均所需系数为%.2f。", c.d.Constants.PublicFactor, c.d.OwnFactor)
	c.table(c.pick("from, to", "起止"), c.pick("measured", "实测"), c.pick("factor of the others", "其余测量的系数"), c.pick("foretold with it", "据此预测"), c.pick("error", "误差"))
	for _, l := range c.d.LeftOut {
		r := &c.d.Rows[l.Row]
		c.row(c.pair(r), ms2(r.OneWay), ms2(l.Factor), ms2(l.Model), signed2(l.Model-r.OneWay))
	}
	c.say("", "")
	c.say("The factor differs from pair to pair more than any mean can mend: the range is a property of\nthe public Internet, not an uncertainty that further pings would shrink.",
		"各点对系数之间的差异大于任何均值所能修正：该范围是公网本身的特性，不会因增加测量而缩小。")
}
