package plots

import (
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// families is what an SVG asks for: fonts with the measures of Liberation Sans, then
// the Chinese fonts of the systems.
const families = `'Liberation Sans', Arial, Helvetica, 'Noto Sans CJK SC', 'Source Han Sans SC', ` +
	`'WenQuanYi Zen Hei', 'PingFang SC', 'Microsoft YaHei', sans-serif`

// fonts are the fonts of a picture in two weights: Liberation Sans, which comes with the
// program, and for Chinese whatever the machine has. A character that Liberation lacks
// is one em wide in every layout, so that the layout is the same on all machines.
type fonts struct {
	latin, han [2]*opentype.Font // regular, bold; han is nil where there is none
	open       []io.Closer
	buffer     sfnt.Buffer
}

// newFonts looks for Chinese fonts below the folders.
func newFonts(folders []string) (*fonts, error) {
	f := &fonts{}
	for i, data := range [2][]byte{liberationsansregular.TTF, liberationsansbold.TTF} {
		var err error
		if f.latin[i], err = opentype.Parse(data); err != nil {
			return nil, err
		}
	}
	for _, file := range hanFonts(folders) {
		weight := 0
		if file.bold {
			weight = 1
		}
		if f.han[weight] == nil {
			f.han[weight] = f.load(file.path)
		}
		if f.han[0] != nil && f.han[1] != nil {
			break
		}
	}
	if f.han[0] == nil {
		f.han[0] = f.han[1]
	}
	if f.han[1] == nil {
		f.han[1] = f.han[0]
	}
	return f, nil
}

func (f *fonts) close() {
	for _, c := range f.open {
		c.Close()
	}
}

// load opens a font file, or the simplified Chinese one of a collection. Glyphs are
// read when they are drawn: such files have 20 MB. It is nil if the file is of no use.
func (f *fonts) load(path string) *opentype.Font {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	var found *opentype.Font
	try := func(font *opentype.Font, err error) {
		if err != nil || !f.has(font, '枢') || !f.has(font, '，') {
			return
		}
		name, _ := font.Name(&f.buffer, sfnt.NameIDFamily)
		if found == nil || strings.HasSuffix(name, " SC") {
			found = font
		}
	}
	if c, err := opentype.ParseCollectionReaderAt(file); err == nil {
		for i := range c.NumFonts() {
			if name, ok := nameOf(c, i); !ok || !strings.Contains(name, "Mono") {
				try(c.Font(i))
			}
		}
	}
	if found == nil {
		if r, err := align(file); err == nil {
			try(opentype.ParseReaderAt(r))
		}
	}
	if found == nil {
		file.Close()
		return nil
	}
	f.open = append(f.open, file)
	return found
}

func nameOf(c *opentype.Collection, i int) (string, bool) {
	font, err := c.Font(i)
	if err != nil {
		return "", false
	}
	name, err := font.Name(nil, sfnt.NameIDFamily)
	return name, err == nil
}

func (f *fonts) has(font *opentype.Font, r rune) bool {
	if font == nil {
		return false
	}
	glyph, err := font.GlyphIndex(&f.buffer, r)
	return err == nil && glyph != 0
}

// run is a part of a text in one font.
type run struct {
	text  string
	latin bool
}

// runs divides a text by font.
func (f *fonts) runs(text string) []run {
	var out []run
	for _, r := range text {
		latin := f.has(f.latin[0], r)
		if n := len(out); n > 0 && out[n-1].latin == latin {
			out[n-1].text += string(r)
		} else {
			out = append(out, run{string(r), latin})
		}
	}
	return out
}

func face(of *opentype.Font, size vg.Length, weight int) font.Face {
	w := xfont.WeightNormal
	if weight > 0 {
		w = xfont.WeightBold
	}
	return font.Face{Font: font.Font{Typeface: "Liberation", Variant: "Sans", Weight: w, Size: size}, Face: of}
}

// width is the length of a text in the layout.
func (f *fonts) width(s string, t style) vg.Length {
	total := vg.Length(0)
	latin := face(f.latin[t.weight], t.size, t.weight)
	for _, r := range f.runs(s) {
		if r.latin {
			total += latin.Width(r.text)
		} else {
			total += t.size * vg.Length(utf8.RuneCountInString(r.text))
		}
	}
	return total
}
