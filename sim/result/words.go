package result

import (
	"fmt"
	"math"
	"strings"

	"hubcap/model"
)

// constraints are the names of what binds, in words.
var constraints = map[string]model.Text{
	"lead_time":         {EN: "lead time", ZH: "建设周期"},
	"construction_rate": {EN: "construction rate", ZH: "开工能力"},
	"capital":           {EN: "capital", ZH: "资金"},
	"grid_connection":   {EN: "grid connection", ZH: "电网接入"},
	"programme":         {EN: "not ordered", ZH: "未安排建设"},
	"demand":            {EN: "demand", ZH: "需求不足"},
	"competition":       {EN: "demand that went elsewhere", ZH: "需求流向其他集群"},
	"gateway":           {EN: "delay at a loaded bottleneck", ZH: "瓶颈拥塞时延"},
	"tenant_ramp":       {EN: "tenants still moving in", ZH: "上架爬坡"},
	"max_utilisation":   {EN: "share that can be let", ZH: "可上架上限"},
	"racks_in_service":  {EN: "racks in service", ZH: "在用机架不足"},
	"design_pue":        {EN: "design PUE", ZH: "设计PUE"},
	"part_load":         {EN: "part load", ZH: "负荷率低"},
	"as_operated":       {EN: "operation of the sites", ZH: "实际运行偏差"},
	"distance":          {EN: "distance", ZH: "距离"},
	"equipment":         {EN: "equipment", ZH: "设备"},
	"routing":           {EN: "routing", ZH: "路由"},
	"public_internet":   {EN: "public Internet", ZH: "公网"},
	"no_direct_circuit": {EN: "no direct circuit", ZH: "无直达链路"},
	"queueing":          {EN: "queueing at the bottleneck", ZH: "瓶颈排队"},
	"link_cut":          {EN: "the cut of a link", ZH: "链路中断"},
	"no_path":           {EN: "cut off", ZH: "中断"},
}

// Words names a constraint in a language.
func (b Binding) Words(lang string) string {
	if t, ok := constraints[b.Constraint]; ok {
		return t.In(lang)
	}
	return b.Constraint
}

// Format writes a value of a quantity as a reader wants it: 228,600 or 38.2 % or 1.312
// or 6.72 ms. Racks go without their unit, which the name of the quantity tells.
func Format(quantity model.QuantityName, v float64) string {
	q, _ := model.QuantityOf(quantity)
	switch {
	case math.IsNaN(v):
		return "-"
	case quantity.IsShare():
		return fmt.Sprintf("%.1f %%", 100*v)
	case q.Unit == "1":
		return fmt.Sprintf("%.*f", q.Digits, v)
	case q.Unit == "rack":
		return Grouped(v, q.Digits)
	}
	return Grouped(v, q.Digits) + " " + q.Unit
}

// FormatMargin writes a margin with its sign; shares differ by percentage points.
func FormatMargin(quantity model.QuantityName, v float64) string {
	s := Format(quantity, math.Abs(v))
	if quantity.IsShare() {
		s = strings.Replace(s, "%", "pp", 1)
	}
	switch {
	case math.IsNaN(v):
		return "-"
	case v < 0:
		return "-" + s
	}
	return "+" + s
}

// Grouped writes a number with a comma between thousands.
func Grouped(v float64, digits int) string {
	s := fmt.Sprintf("%.*f", digits, math.Abs(v))
	whole, fraction, _ := strings.Cut(s, ".")
	var b strings.Builder
	if v < 0 && strings.Trim(s, "0.") != "" {
		b.WriteByte('-')
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if fraction != "" {
		b.WriteString("." + fraction)
	}
	return b.String()
}
