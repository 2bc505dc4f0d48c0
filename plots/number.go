package plots

import (
	"fmt"
	"math"
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

// large writes a very large number with a word for its size.
func (j *job) large(v float64) string {
	size, word := 1e6, "M"
	switch a := math.Abs(v); {
	case j.lang == "zh":
		size, word = 1e8, "亿"
	case a >= 1e9:
		size, word = 1e9, "bn"
	}
	digits := 3
	for x := math.Abs(v) / size; x >= 10 && digits > 0; x /= 10 {
		digits--
	}
	s := minus(result.Grouped(v/size, digits))
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if j.lang == "zh" {
		return s + word
	}
	return s + " " + word
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
