package validation

import (
	"io"
	"math"
	"slices"

	"hubcap/model/network"
)

// CompareMeasured is CompareDelay for delays of a user's own.
func CompareMeasured(rows []Measured, g *network.Graph, c network.Constants) (*Delay, error) {
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i].Role = Own
	}
	return CompareDelay(rows, g, c)
}

// Report writes a comparison of a user's own delays in Markdown, in English or for lang
// "zh" in Chinese.
func (d *Delay) Report(w io.Writer, lang string) error {
	c := page{lang: lang}
	c.say("# Delay: model and your measurements", "# 时延：模型与用户测量对比")
	c.say("", "")
	c.say("ms one way; of a time there and back, half. The model is that of an empty, intact network.\nError = model - measured; measured / optical is over an optical circuit on the shortest route,\nwhat delay.public_factor stands for. The range has routes +-%.0f %% and the constants of the\nservice at the ends of what the evidence spans.",
		"数值为单向毫秒，往返取一半。模型为空载、无故障网络。误差＝模型－实测；实测/光专线以最短路由光路为分母，即delay.public_factor所代表的比值。范围取路由±%.0f%%及该类服务参数的证据上下限。", 100*routeDoubt)
	c.delays(d, func(*DelayRow) bool { return true }, func(r *DelayRow) string { return r.Date }, c.pick("date", "日期"))
	if len(d.Stats) > 0 {
		c.sums(d)
	}
	for i := range d.Rows {
		r := &d.Rows[i]
		switch {
		case !r.Possible():
			c.say("\n%s: %s, %s ms one way, is faster than light in glass along the great circle, %s ms: a wrong\nplace, a wrong unit, or a time one way that is taken to be there and back. It is left out of\nthe statistics.",
				"\n%s：%s，单向%s毫秒，快于沿大圆光纤的光速时延%s毫秒：地点或单位有误，或把单向当作往返。未计入统计。", r.ID, c.pair(r), ms2(r.OneWay), ms2(r.Floor))
		case math.IsNaN(r.Model):
			c.say("\n%s: no path of service %s leads from %s.", "\n%s：%[3]s之间没有%[2]s路径。", r.ID, serviceName(r.Service, lang), c.pair(r))
		}
	}
	_, err := io.WriteString(w, c.b.String())
	return err
}
