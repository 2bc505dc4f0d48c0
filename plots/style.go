package plots

import (
	"bytes"
	"fmt"
	"html"
	"image/color"
	"image/png"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// The sheet: 8 in wide, 4.5 in high unless its rows need more or less.
const (
	sheetWidth  = 8 * vg.Inch
	sheetHeight = 4.5 * vg.Inch
	edge        = vg.Length(22) // around everything
	dpi         = 144
)

// The colours keep apart for all common kinds of colour blindness, and in grey. All are
// opaque: light ones are blended with the white of the paper beforehand.
var (
	ink      = rgb(0x1b2733)
	grey     = rgb(0x5f6b76)
	pale     = rgb(0xa9b2ba)
	hairline = rgb(0xdfe3e7)
	paper    = rgb(0xffffff)
	blue     = rgb(0x1f5f99) // what is, and what meets its target
	blue2    = rgb(0x8fb5d6)
	blue3    = rgb(0xbdd4e7)
	blue4    = rgb(0xdeeaf4)
	good     = rgb(0xeaf1f7) // the side of a bound that meets it
	red      = rgb(0xbf4417) // what is required, and what misses it
	red3     = rgb(0xe3a78f)
)

type colour = color.Color

func rgb(v uint32) colour {
	return color.RGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

// style is how a text looks.
type style struct {
	size   vg.Length
	weight int // 1 is bold
	color  colour
}

var (
	titleStyle = style{11, 1, ink}
	noteStyle  = style{9, 0, grey} // subtitles
	tickStyle  = style{8.5, 0, grey}
	smallStyle = style{8, 0, grey}
	cellStyle  = style{7.5, 0, ink} // numbers in narrow columns
)

// in is the style in another colour.
func (s style) in(c colour) style { s.color = c; return s }

// strong is the style in bold.
func (s style) strong() style { s.weight = 1; return s }

// figure is one picture, drawn at once for all its formats. The origin is at the bottom left.
type figure struct {
	*job
	title       string
	height      vg.Length
	top, bottom vg.Length // of what is left between the title and the source line
	svg         *vgsvg.Canvas
	png         *vgimg.Canvas
	texts       []placed
	halo        bool // behind what near writes
}

// placed is a text and the box that it takes; a slanted one has several.
type placed struct {
	text string
	line int // the same for all boxes of one text
	box  vg.Rectangle
}

// newFigure begins a picture with its finding, what is shown, and where it comes from.
// height is that of the content; 0 makes a sheet of the usual height.
func (j *job) newFigure(title, subtitle string, height vg.Length) *figure {
	wide := sheetWidth - 2*edge
	title = j.tenThousands(title)
	titles := j.wrap(title, titleStyle, wide, 2)
	subtitles := j.wrap(subtitle, noteStyle, wide, 2)
	above := edge + 14*vg.Length(len(titles)) + 12*vg.Length(len(subtitles)) + 4
	sources := j.source(wide)
	below := 34 + lineH*vg.Length(len(sources)-1)
	f := &figure{job: j, title: title, height: sheetHeight, bottom: below}
	if height > 0 {
		f.height = above + height + below
	}
	f.top = f.height - above
	if slices.Contains(j.formats, "svg") {
		f.svg = vgsvg.New(sheetWidth, f.height)
	}
	if slices.Contains(j.formats, "png") {
		f.png = vgimg.NewWith(vgimg.UseWH(sheetWidth, f.height), vgimg.UseDPI(dpi))
	}
	f.fill(paper, vg.Point{}, vg.Point{X: sheetWidth}, vg.Point{X: sheetWidth, Y: f.height}, vg.Point{Y: f.height})
	y := f.height - edge - 9
	for _, line := range titles {
		f.text(edge, y, line, titleStyle, left)
		y -= 14
	}
	for _, line := range subtitles {
		f.text(edge, y, line, noteStyle, left)
		y -= 12
	}
	for i, line := range sources {
		f.text(edge, 13+lineH*vg.Length(len(sources)-1-i), line, smallStyle, left)
	}
	return f
}

func (f *figure) each(draw func(vg.Canvas)) {
	if f.svg != nil {
		draw(f.svg)
	}
	if f.png != nil {
		draw(f.png)
	}
}

// stroke draws a line through points; dashes are on, off, ...
func (f *figure) stroke(c colour, width vg.Length, dashes []vg.Length, points ...vg.Point) {
	if len(points) < 2 {
		return
	}
	f.each(func(to vg.Canvas) {
		to.SetColor(c)
		to.SetLineWidth(width)
		to.SetLineDash(dashes, 0)
		to.Stroke(outline(points))
	})
}

// fill draws an area.
func (f *figure) fill(c colour, points ...vg.Point) {
	if len(points) < 3 {
		return
	}
	p := outline(points)
	p.Close()
	f.each(func(to vg.Canvas) { to.SetColor(c); to.Fill(p) })
}

func (f *figure) rect(c colour, x0, y0, x1, y1 vg.Length) { f.fill(c, corners(x0, y0, x1, y1)...) }

func corners(x0, y0, x1, y1 vg.Length) []vg.Point {
	return []vg.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}}
}

func outline(points []vg.Point) vg.Path {
	var p vg.Path
	p.Move(points[0])
	for _, at := range points[1:] {
		p.Line(at)
	}
	return p
}

// dot draws a disc with a thin rim of paper, so that overlapping ones can be told apart.
func (f *figure) dot(c colour, x, y, radius vg.Length) {
	for _, d := range []struct {
		color  colour
		radius vg.Length
	}{{paper, radius + 0.7}, {c, radius}} {
		var p vg.Path
		p.Move(vg.Point{X: x + d.radius, Y: y})
		p.Arc(vg.Point{X: x, Y: y}, d.radius, 0, 2*math.Pi)
		p.Close()
		f.each(func(to vg.Canvas) { to.SetColor(d.color); to.Fill(p) })
	}
}

// file is the picture in a format.
func (f *figure) file(format string) ([]byte, error) {
	var b bytes.Buffer
	if format == "png" {
		e := png.Encoder{CompressionLevel: png.BestSpeed}
		err := e.Encode(&b, f.png.Image())
		return b.Bytes(), err
	}
	if _, err := f.svg.WriteTo(&b); err != nil {
		return nil, err
	}
	return []byte(tidy(b.String(), f.title, f.lang)), nil
}

// tidy makes of vgsvg's text, which names one font per text, an SVG that names a list of
// fonts once, its language, and its title for those who cannot see it.
func tidy(svg, title, lang string) string {
	if lang == "zh" {
		lang = "zh-CN"
	}
	const plain = "font-family:Liberation Sans;font-variant:normal;font-weight:normal;font-style:normal;"
	const bold = "font-family:Liberation Sans;font-variant:normal;font-weight:bold;font-style:normal;"
	root := fmt.Sprintf("\n\tfont-family=\"%s\" xml:lang=\"%s\" role=\"img\">\n<title>%s</title>\n",
		families, lang, html.EscapeString(title))
	svg = strings.NewReplacer(bold, "font-weight:bold;", plain, "", "\n\tstyle=", " style=",
		"<!-- Generated by SVGo and Plotinum VG -->\n", "", `<?xml version="1.0"?>`, `<?xml version="1.0" encoding="UTF-8"?>`).Replace(svg)
	return strings.Replace(svg, ">\n<g ", root+"<g ", 1)
}
