package plots

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"hubcap/model/portable"
	"hubcap/sim/result"
)

// yearly is the unit of a growth, which people read in per cent a year.
const yearly = "1/year"

// isShare tells of a number whether people read it in per cent: of a growth, and without a unit by the
// name of what it sets.
func isShare(unit, path string) bool {
	last := path[strings.LastIndex(path, ".")+1:]
	return unit == yearly || unit == "1" && (strings.Contains(last, "share") || strings.Contains(last, "utilisation"))
}

// plain writes a number with as many figures as count, four at most behind the thousands.
func (j *job) plain(v float64, share bool) string {
	if share {
		v *= 100
	}
	s := j.four(v)
	if share {
		s += j.pick(" %", "%")
	}
	return s
}

func (j *job) four(v float64) string {
	a := math.Abs(v)
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return "–"
	case a >= 1e7:
		return j.large(v)
	case a > 0 && a < 1e-4:
		return minus(strconv.FormatFloat(v, 'g', 2, 64))
	}
	digits := 0
	for x := a; digits < 7 && x > 0 && x < 999.95; x *= 10 {
		digits++
	}
	s := minus(result.Grouped(v, digits))
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// unitWords are the units that Chinese readers know by other names.
var unitWords = strings.NewReplacer("CNY", "元", "month of the year", "月", "rack", "架", "month", "月", "year", "年",
	"person", "人", "degree", "度", "kWh", "千瓦时", " ", "·")

// unitName is a unit in the language; nothing for what has none.
func (j *job) unitName(unit string) string {
	switch unit {
	case "1":
		return ""
	case yearly:
		return j.pick("a year", "每年")
	}
	return j.pick(unit, unitWords.Replace(unit))
}

// counted are the units that are whole words.
var counted = []string{"month", "year", "rack", "person", "degree", "day"}

// amount writes a value with its unit.
func (j *job) amount(v float64, unit string, share bool) string {
	return j.amountOf(j.plain(v, share), v == 1, unit)
}

func (j *job) amountOf(number string, one bool, unit string) string {
	switch name := j.unitName(unit); {
	case name == "":
		return number
	case j.lang == "zh" && unit == yearly:
		return name + number
	case j.lang == "zh" && unit == "month":
		return number + "个月"
	case j.lang == "zh" && name != unit:
		return number + name
	case slices.Contains(counted, unit) && !one:
		return number + " " + unit + "s"
	default:
		return number + " " + name
	}
}

// axisName names an axis: by its label, or if that is long by its column.
func (j *job) axisName(a result.ManifestAxis, most style, wide float64) string {
	name := j.named(a.Label, a.ID)
	if float64(j.fonts.width(name, most)) > wide {
		return a.ID
	}
	return name
}

// axisHead names an axis with its unit.
func (j *job) axisHead(a result.ManifestAxis) string {
	unit := j.unitName(a.Unit)
	if j.lang != "zh" && slices.Contains(counted, unit) {
		unit += "s"
	}
	return j.named(a.Label, a.ID) + j.inBrackets(unit)
}

// cellName writes the level, the word or the middle of a cell.
func (j *job) cellName(a *sweepAxis, cell int) string {
	if a.texts != nil {
		return a.words[cell]
	}
	if a.binned() {
		low, high := a.value(a.edges[cell]), a.value(a.edges[cell+1])
		return j.rangeOf(low, high, a)
	}
	return j.amount(a.value(a.centre(cell)), a.about.Unit, a.share)
}

// rangeOf writes two values with their unit once, to a fortieth of their distance or so: the ends of
// a range have no more figures than it can tell apart.
func (j *job) rangeOf(low, high float64, a *sweepAxis) string {
	return j.rangeText(low, high, high-low, a)
}

// rangeText writes two values to a fortieth of a width. Large ones have one word for their size.
func (j *job) rangeText(low, high, width float64, a *sweepAxis) string {
	low, high = rounded(low, width), rounded(high, width)
	if size, word := j.sizeOf(high, a.about.Unit); size > 1 && low >= size/100 && high > low {
		from, to := sized(low, size), sized(high, size)
		return j.amountOf(from+"–"+to+word, false, a.about.Unit)
	}
	from, to := j.plain(low, a.share), j.plain(high, a.share)
	if from == to {
		return j.amountOf(to, high == 1, a.about.Unit)
	}
	return j.amountOf(strings.TrimRight(strings.TrimSuffix(from, "%"), " ")+"–"+to, false, a.about.Unit)
}

// sizeOf is the size that a large number is written in, and its word; 1 for others. Chinese readers
// count racks by ten thousands.
func (j *job) sizeOf(v float64, unit string) (size float64, word string) {
	switch {
	case j.lang == "zh" && unit == "rack" && v >= 1e5:
		return 1e4, "万"
	case v < 1e7:
		return 1, ""
	case j.lang == "zh":
		return 1e8, "亿"
	case v >= 1e9:
		return 1e9, " bn"
	}
	return 1e6, " M"
}

// sweepTicks are the ticks of an axis, at most so many: coordinates and their texts.
func (j *job) sweepTicks(a *sweepAxis, most int) (at []float64, texts []string) {
	most = max(most, 2)
	share := a.share
	n := max(len(a.words), len(a.levels))
	if n > 0 && (n <= most || a.even || a.texts != nil) {
		step := (n + most - 1) / most
		for i := 0; i < n; i += step {
			if a.texts != nil {
				at, texts = append(at, float64(i)), append(texts, a.words[i])
			} else {
				at, texts = append(at, a.at(a.levels[i])), append(texts, j.plain(a.levels[i], share))
			}
		}
		if a.texts == nil && !a.log && !a.even {
			texts = sameDecimals(texts)
		}
		return at, texts
	}
	if a.cells() == 0 {
		return nil, nil
	}
	low, high := a.edges[0], a.edges[a.cells()]
	if a.log {
		// Within a decade round numbers in even steps are more than powers of ten.
		if at, texts = j.logTicks(low, high, most, share); len(at) > 3 || len(at) > 1 && high-low > math.Ln10 {
			return at, texts
		}
		at, texts = nil, nil
	}
	from, to := a.value(low), a.value(high)
	for _, v := range niceTicks(from, to, most) {
		at, texts = append(at, a.at(v)), append(texts, j.plain(v, share))
	}
	return at, sameDecimals(texts)
}

// sameDecimals gives the texts of even steps as many decimals, but for nought.
func sameDecimals(texts []string) []string {
	decimals := func(s string) (int, int) { // and where the digits end
		end := strings.LastIndexAny(s, "0123456789") + 1
		if point := strings.IndexByte(s, '.'); point >= 0 && point < end {
			return end - point - 1, end
		}
		return 0, end
	}
	most := 0
	for _, s := range texts {
		if strings.ContainsAny(s, "eMbn亿") { // in other sizes
			return texts
		}
		n, _ := decimals(s)
		most = max(most, n)
	}
	for i, s := range texts {
		n, end := decimals(s)
		if n == most || end == 0 || s[:end] == "0" {
			continue
		}
		if n == 0 {
			s, end = s[:end]+"."+s[end:], end+1
		}
		texts[i] = s[:end] + strings.Repeat("0", most-n) + s[end:]
	}
	return texts
}

// niceTicks are multiples of a round step within two values.
func niceTicks(low, high float64, most int) (out []float64) {
	size := math.Max(math.Abs(low), math.Abs(high))
	if !(high > low) || math.IsInf(high-low, 0) || high-low < 1e-9*size {
		return nil
	}
	step := niceStep((high - low) / float64(most))
	for k := math.Ceil(low/step - 1e-9); k*step <= high+1e-9*step && len(out) <= most+1; k++ {
		out = append(out, k*step)
	}
	return out
}

// logTicks are 1, 2 and 5 times powers of ten, or the powers only, within two natural logarithms.
func (j *job) logTicks(low, high float64, most int, share bool) (at []float64, texts []string) {
	for _, factors := range [][]float64{{1, 2, 5}, {1, 3}, {1}} {
		at, texts = nil, nil
		for k := math.Floor(low / math.Ln10); k*math.Ln10 <= high+1e-9; k++ {
			for _, f := range factors {
				v := f * portable.Pow(10, k)
				if k >= 0 && k < 16 {
					v = f * math.Round(portable.Pow(10, k)) // a power of ten to the last bit
				}
				if l := portable.Log(v); l >= low-1e-9 && l <= high+1e-9 {
					at, texts = append(at, l), append(texts, j.plain(v, share))
				}
			}
		}
		if len(at) <= most {
			return at, texts
		}
	}
	step := (len(at) + most - 1) / most
	for i := 0; i*step < len(at); i++ {
		at[i], texts[i] = at[i*step], texts[i*step]
	}
	n := (len(at) + step - 1) / step
	return at[:n], texts[:n]
}
