package plots

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// What of a text is at its x.
const (
	left   = 0
	centre = 0.5
	right  = 1
)

// text writes one line with its baseline at y. SVG gets it whole, and the reader's
// system finds the glyphs; in PNG each part is set in the font that has it.
func (f *figure) text(x, y vg.Length, s string, t style, align vg.Length) {
	if s = clean(s); s == "" {
		return
	}
	w := f.fonts.width(s, t)
	x -= align * w
	f.texts = append(f.texts, placed{s, vg.Rectangle{
		Min: vg.Point{X: x, Y: y - 0.22*t.size}, Max: vg.Point{X: x + w, Y: y + 0.75*t.size}}})
	at := vg.Point{X: x, Y: y}
	if f.svg != nil {
		f.svg.SetColor(t.color)
		f.svg.FillString(face(f.fonts.latin[t.weight], t.size, t.weight), at, s)
	}
	if f.png == nil {
		return
	}
	f.png.SetColor(t.color)
	for _, r := range f.fonts.runs(s) {
		font := f.fonts.latin[t.weight]
		step := vg.Length(0)
		if !r.latin {
			step = t.size * vg.Length(utf8.RuneCountInString(r.text))
			if han := f.fonts.han[t.weight]; han != nil {
				font = han
			}
			r.text = f.replace(r.text)
		}
		set := face(font, t.size, t.weight)
		if step == 0 {
			step = set.Width(r.text)
		}
		f.png.FillString(set, at, r.text)
		at.X += step
	}
}

// replace puts a square for each character that no font has, and remembers it.
func (j *job) replace(s string) string {
	return strings.Map(func(r rune) rune {
		if j.fonts.has(j.fonts.han[0], r) {
			return r
		}
		if !slices.Contains(j.missing, r) {
			j.missing = append(j.missing, r)
		}
		return '□'
	}, s)
}

// clean makes one line of what may be several, and drops what XML does not allow.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || r == utf8.RuneError || r&0xfffe == 0xfffe:
			return -1
		}
		return r
	}, s))
}

// free tells whether nothing has been written in a box yet.
func (f *figure) free(box vg.Rectangle) bool {
	return !slices.ContainsFunc(f.texts, func(p placed) bool { return overlap(p.box, box) })
}

func overlap(a, b vg.Rectangle) bool {
	return a.Min.X < b.Max.X && b.Min.X < a.Max.X && a.Min.Y < b.Max.Y && b.Min.Y < a.Max.Y
}

// cut shortens a text to a width, with an ellipsis for what is left out.
func (j *job) cut(s string, t style, width vg.Length) string {
	if s = clean(s); j.fonts.width(s, t) <= width {
		return s
	}
	letters := []rune(s)
	// The longest beginning that fits, by halving.
	low, high := 0, len(letters)
	for low < high {
		middle := (low + high + 1) / 2
		if j.fonts.width(strings.TrimRight(string(letters[:middle]), " ,;，、")+"…", t) <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return strings.TrimRight(string(letters[:low]), " ,;，、") + "…"
}

// wrap breaks a text into at most so many lines; the last one is cut. Lines are made
// about equally long: a single word on the second one looks forgotten.
func (j *job) wrap(s string, t style, width vg.Length, lines int) []string {
	out := j.fill(s, t, width, lines)
	if len(out) < 2 || strings.HasSuffix(out[len(out)-1], "…") {
		return out
	}
	for share := vg.Length(0.5); share < 1; share += 0.05 {
		even := j.fill(s, t, share*width, len(out))
		if !strings.HasSuffix(even[len(even)-1], "…") && !slices.ContainsFunc(even, func(l string) bool { return j.fonts.width(l, t) > width }) {
			return even
		}
	}
	return out
}

// fill breaks a text where a line is full.
func (j *job) fill(s string, t style, width vg.Length, lines int) []string {
	var out []string
	rest := clean(s)
	for len(out) < lines-1 && j.fonts.width(rest, t) > width {
		at := 0
		for i, r := range rest {
			if i > 0 && breakable(rest, i, r) {
				if j.fonts.width(strings.TrimRight(rest[:i], " "), t) > width {
					break
				}
				at = i
			}
		}
		if at == 0 {
			break
		}
		out = append(out, strings.TrimRight(rest[:at], " "))
		rest = strings.TrimLeft(rest[at:], " ")
	}
	if rest != "" {
		out = append(out, j.cut(rest, t, width))
	}
	return out
}

// breakable tells whether a line may begin with the rune at i: after a blank, and
// before Chinese, except punctuation that closes.
func breakable(s string, i int, r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	if before == ' ' {
		return true
	}
	han := func(r rune) bool { return r >= 0x2e80 && !strings.ContainsRune("，。、；：）》」！？％", r) }
	if strings.ContainsRune("（《「", before) {
		return false
	}
	return han(r) || (before >= 0x2e80 && !strings.ContainsRune("，。、；：）》」！？％.,;:)%", r))
}

// pick is the text in the picture's language.
func (j *job) pick(en, zh string) string { return model.Text{EN: en, ZH: zh}.In(j.lang) }

// number writes a value as the verdict does, but short where it is very large.
func (j *job) number(q model.QuantityName, v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	known, _ := model.QuantityOf(q)
	unit, most := known.Unit, 1e6
	if unit == "rack" || unit == "1" {
		unit, most = "", 1e8
	}
	if math.Abs(v) >= most {
		return strings.TrimSpace(j.large(v) + " " + unit)
	}
	s := strings.Replace(result.Format(q, v), "-", "−", 1)
	if j.lang == "zh" {
		s = strings.Replace(s, " %", "%", 1)
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
	s := strings.Replace(result.Grouped(v/size, digits), "-", "−", 1)
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
	if q == model.Utilisation && !math.IsNaN(v) {
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
	return [...]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}[d.Month-1] + fmt.Sprintf(" %d", d.Year)
}
