package plots

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"
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
	f.texts = append(f.texts, placed{text: s, line: len(f.texts), box: vg.Rectangle{
		Min: vg.Point{X: x, Y: y - 0.22*t.size}, Max: vg.Point{X: x + w, Y: y + 0.75*t.size}}})
	f.set(vg.Point{X: x, Y: y}, s, t)
}

// set puts a clean text on the canvases.
func (f *figure) set(at vg.Point, s string, t style) {
	if f.svg != nil {
		f.svg.SetColor(t.color)
		f.svg.FillString(face(f.fonts.latin[t.weight], t.size, t.weight), at, s)
	}
	if f.png == nil {
		return
	}
	f.png.SetColor(t.color)
	for _, r := range f.fonts.runs(s) {
		if r.latin {
			latin := face(f.fonts.latin[t.weight], t.size, t.weight)
			f.png.FillString(latin, at, r.text)
			at.X += latin.Width(r.text)
			continue
		}
		f.han(at, f.replace(r.text), t)
		at.X += t.size * vg.Length(utf8.RuneCountInString(r.text))
	}
}

// slant is the angle of column heads that are wider than their columns.
const slant = math.Pi / 3

// slanted writes one line that rises from a point. The place that it takes is noted as
// boxes within it along its middle, as the box around all of it would be mostly empty.
func (f *figure) slanted(x, y vg.Length, s string, t style) {
	if s = clean(s); s == "" {
		return
	}
	line, sin, cos := len(f.texts), vg.Length(math.Sin(slant)), vg.Length(math.Cos(slant))
	half := (0.75 + 0.22) / 2 * t.size
	side, middle := half/(sin+cos), half-0.22*t.size
	for d, w := side, f.fonts.width(s, t); d < w; d += side {
		at := vg.Point{X: x + d*cos - middle*sin, Y: y + d*sin + middle*cos}
		f.texts = append(f.texts, placed{text: s, line: line, box: around(at, side)})
	}
	f.each(func(to vg.Canvas) {
		to.Push()
		to.Translate(vg.Point{X: x, Y: y})
		to.Rotate(slant)
	})
	f.set(vg.Point{}, s, t)
	f.each(func(to vg.Canvas) { to.Pop() })
}

// han sets characters one em apart. Where there is no bold font they are struck twice;
// where there is none at all they are squares.
func (f *figure) han(at vg.Point, s string, t style) {
	font := f.fonts.han[t.weight]
	if font == nil {
		for range s {
			f.png.FillString(face(f.fonts.latin[0], 1.5*t.size, 0), at, "□")
			at.X += t.size
		}
		return
	}
	f.png.FillString(face(font, t.size, t.weight), at, s)
	if t.weight > 0 && font == f.fonts.han[0] {
		at.X += 0.03 * t.size
		f.png.FillString(face(font, t.size, t.weight), at, s)
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

// middle breaks a text into at most so many lines, and leaves out its middle if that is not
// enough: names that begin alike must not read alike.
func (j *job) middle(s string, t style, width vg.Length, lines int) []string {
	letters := []rune(clean(s))
	out := j.wrap(s, t, width, lines)
	for n := len(letters) - 1; n > 1 && isCut(out, letters); n-- {
		head, tail := strings.TrimRight(string(letters[:(n+1)/2]), " "), strings.TrimLeft(string(letters[len(letters)-n/2:]), " ")
		letters := []rune(head + "…" + tail)
		if short := j.wrap(string(letters), t, width, lines); !isCut(short, letters) {
			return short
		}
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

// isCut tells whether lines end before a text does.
func isCut(lines []string, of []rune) bool {
	if len(lines) == 0 || len(of) == 0 {
		return false
	}
	last := []rune(lines[len(lines)-1])
	return last[len(last)-1] == '…' && of[len(of)-1] != '…'
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

// breakable tells whether a line may begin with the rune at i: after a blank, except
// between a number and its unit or a month and its year, and before and after Chinese,
// except punctuation, what a number counts, and within a date.
func breakable(s string, i int, r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	if before == ' ' {
		word := strings.TrimRight(s[:i], " ")
		number, _ := utf8.DecodeLastRuneInString(word)
		unit, _, _ := strings.Cut(s[i:], " ")
		dated := unicode.IsDigit(r) && slices.ContainsFunc(months, func(m string) bool { return strings.HasSuffix(word, m) })
		return !dated && (!unicode.IsDigit(number) || len(strings.Trim(unit, ",;")) > 2)
	}
	han := func(r rune) bool { return r >= 0x2e80 && !strings.ContainsRune("，。、；：）》」！？％", r) }
	if strings.ContainsRune("（《「", before) || unicode.IsDigit(before) && han(r) || before == '年' && unicode.IsDigit(r) {
		return false
	}
	return han(r) || (before >= 0x2e80 && !strings.ContainsRune("，。、；：）》」！？％.,;:)%", r))
}
