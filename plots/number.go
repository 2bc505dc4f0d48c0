package plots

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"hubcap/model"
	"hubcap/sim/result"
)

// pick is the text in the picture's language.
func (j *job) pick(en, zh string) string { return model.Text{EN: en, ZH: zh}.In(j.lang) }

// perRack is the part of a unit that the name of the quantity tells.
const perRack = "/(rack month)"

// number writes a value as the verdict does, but short where it is very large.
func (j *job) number(q model.QuantityName, v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	known, _ := model.QuantityOf(q)
	if s := j.chinese(known.Unit, v); s != "" {
		return s
	}
	unit, most := strings.TrimSuffix(known.Unit, perRack), 1e6
	if unit == "rack" || unit == "1" {
		unit, most = "", 1e8
	}
	s := strings.TrimSuffix(minus(result.Format(q, v)), perRack)
	if math.Abs(v) >= most {
		s = strings.TrimSpace(j.large(v) + " " + unit)
	}
	if j.lang == "zh" {
		s = strings.NewReplacer(" %", "%", " CNY", "元").Replace(s)
	}
	return s
}

// ofTheField are the units that Chinese readers use, the largest first, in those of the
// quantities.
var ofTheField = map[string][]struct {
	size float64
	name string
}{
	"TWh": {{0.1, "亿千瓦时"}, {1e-5, "万千瓦时"}},
	"MWh": {{1e5, "亿千瓦时"}, {10, "万千瓦时"}},
	"t":   {{1e4, "万吨"}, {1, "吨"}},
	"m3":  {{1e4, "万立方米"}, {1, "立方米"}},
}

// chinese writes a value in such a unit, if it has one and the picture is Chinese.
func (j *job) chinese(unit string, v float64) string {
	units := ofTheField[unit]
	if j.lang != "zh" || units == nil {
		return ""
	}
	u := units[0]
	if math.Abs(v) < u.size {
		u = units[1]
	}
	if v /= u.size; math.Abs(v) >= 1e8 {
		return j.large(v) + u.name
	}
	digits := 2
	if u.size == 1 || v == 0 {
		digits = 0
	}
	return minus(result.Grouped(v, digits)) + u.name
}

// energy writes an energy with three figures that count.
func (j *job) energy(mwh float64) string {
	if j.lang == "zh" {
		return j.figures(mwh/1e5) + "亿千瓦时"
	}
	return j.figures(mwh/1e6) + " TWh"
}

var manyRacks = regexp.MustCompile(`[0-9][0-9,]{5,}架`)

// tenThousands writes numbers of racks in a Chinese title with four figures in 万.
func (j *job) tenThousands(title string) string {
	if j.lang != "zh" {
		return title
	}
	return manyRacks.ReplaceAllStringFunc(title, func(s string) string {
		v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSuffix(s, "架"), ",", ""), 64)
		if err != nil || v < 1e4 {
			return s
		}
		return sized(v, 1e4) + "万架"
	})
}

// large writes a very large number with a word for its size.
func (j *job) large(v float64) string {
	size, word := 1e6, "M"
	switch a := math.Abs(v); {
	case j.lang == "zh":
		size, word = 1e8, "亿"
	case a >= 1e9:
		size, word = 1e9, "bn"
	}
	if j.lang == "zh" {
		return sized(v, size) + word
	}
	return sized(v, size) + " " + word
}

// sized writes a number in units of a size with four figures that count, or more.
func sized(v, size float64) string {
	digits := 3
	for x := math.Abs(v) / size; x >= 10 && digits > 0; x /= 10 {
		digits--
	}
	s := minus(result.Grouped(v/size, digits))
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// margin writes how far a value is from its bound, without a sign: shares differ by points.
func (j *job) margin(q model.QuantityName, v float64) string {
	if q.IsShare() && !math.IsNaN(v) {
		return fmt.Sprintf(j.pick("%.1f points", "%.1f个百分点"), 100*math.Abs(v))
	}
	return j.number(q, math.Abs(v))
}

// date names a day, briefly where it is the end of a month.
func (j *job) date(d model.Date) string {
	if d != d.MonthEnd() {
		return d.String()
	}
	if j.lang == "zh" {
		return fmt.Sprintf("%d年%d月", d.Year, d.Month)
	}
	return months[d.Month-1] + fmt.Sprintf(" %d", d.Year)
}

var months = []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// month names a month of any year.
func (j *job) month(m int) string { return j.pick(months[m-1], fmt.Sprintf("%d月", m)) }

// figures writes a number without a unit and with three figures that count, more of a
// larger one and three decimals of a smaller one.
func (j *job) figures(v float64) string {
	switch a := math.Abs(v); {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return "–"
	case a >= 1e6:
		return j.large(v)
	case a >= 99.95:
		return minus(result.Grouped(v, 0))
	case a >= 9.995:
		return minus(result.Grouped(v, 1))
	case a >= 0.9995:
		return minus(result.Grouped(v, 2))
	}
	return minus(result.Grouped(v, 3))
}

// minus writes the sign as it should be.
func minus(s string) string { return strings.Replace(s, "-", "−", 1) }
