package plots

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/opentype"
	"gonum.org/v1/plot/vg"

	"hubcap/model"
	"hubcap/sim/result"
)

// withFonts are the fonts of this machine, which may have Chinese or not.
func withFonts(t testing.TB) *fonts {
	t.Helper()
	f, err := newFonts(fontFolders())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.close)
	return f
}

// drawn draws a chart without files.
func drawn(t testing.TB, name, lang string, r *result.Result) (*figure, string) {
	t.Helper()
	j := &job{r: r, lang: lang, fonts: withFonts(t), formats: []string{"svg"}}
	for _, c := range charts {
		if c.name == name {
			return j.picture(c)
		}
	}
	t.Fatalf("no chart %s", name)
	return nil, ""
}

// inPNG are the cases that are drawn as PNG too, which takes most of the time; the others
// differ from them in nothing that the format could matter to.
var inPNG = []string{"plain", "one step", "zero", "huge", "gaps", "names", "30 targets", "14 tiers", "national", "hubs", "ensemble"}

func TestEveryCaseDraws(t *testing.T) {
	all := cases()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, lang := range []string{"en", "zh"} {
			if underRace && lang == "zh" && name != "plain" {
				continue // nothing in it runs beside something else that does not in English
			}
			t.Run(name+" "+lang, func(t *testing.T) {
				t.Parallel()
				o := Options{Lang: lang}
				if lang == "zh" && name != "names" || !slices.Contains(inPNG, name) || underRace && name != "plain" {
					o.Formats = []string{"svg"}
				}
				names := Names()
				if all[name].Ensemble != nil && name != "ensemble" {
					names = changed // the others know nothing of it
					o.Only = names
				}
				files, notes, err := Render(t.Context(), all[name], o)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range files {
					checkFile(t, f)
				}
				for _, n := range names {
					has := slices.ContainsFunc(files, func(f result.File) bool { return f.Name == "charts/"+n+".svg" })
					note := slices.Contains(leftOutBy(notes), n)
					silent := all[name].Ensemble == nil && slices.Contains(ofEnsembles, n)
					if has == note && !silent && name != "no series" || silent && (has || note) {
						t.Errorf("%s: drawn %t, note %t: %q", n, has, note, notes)
					}
					if has {
						f, _ := drawn(t, n, lang, all[name])
						checkLayout(t, n, f)
					}
				}
			})
		}
	}
}

// leftOutBy are the charts that notes name.
func leftOutBy(notes []string) []string {
	var out []string
	for _, s := range notes {
		s = strings.NewReplacer("charts ", "chart ", " are left", " is left", "未绘制图 ", "chart ", "：", " is left out: ", "、", ", ").Replace(s)
		if names, _, ok := strings.Cut(strings.TrimPrefix(s, "chart "), " is left out: "); ok {
			out = append(out, strings.Split(names, ", ")...)
		}
	}
	return out
}

func TestSameBytes(t *testing.T) {
	for _, o := range []Options{{}, {Lang: "zh", Formats: []string{"svg"}}, {Lang: "zh", Only: []string{"parts", "map"}}} {
		one, _, err := Render(t.Context(), national(24), o)
		if err != nil {
			t.Fatal(err)
		}
		two, _, _ := Render(t.Context(), national(24), o)
		for i, f := range one {
			if !bytes.Equal(f.Data, two[i].Data) {
				t.Errorf("%s differs when drawn again", f.Name)
			}
		}
	}
}

// checkFile reads a drawn chart back in the format that its name says.
func checkFile(t *testing.T, f result.File) {
	t.Helper()
	if strings.HasSuffix(f.Name, ".svg") {
		checkSVG(t, f)
	} else {
		checkPNG(t, f)
	}
}

func checkSVG(t *testing.T, f result.File) {
	t.Helper()
	var texts []string
	title := ""
	for d := xml.NewDecoder(bytes.NewReader(f.Data)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if e.Name.Local == "title" {
				if err := d.DecodeElement(&title, &e); err != nil {
					t.Fatal(err)
				}
			}
			for _, a := range e.Attr {
				if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					t.Errorf("%s: <%s %s=%q>", f.Name, e.Name.Local, a.Name.Local, a.Value)
				}
			}
		case xml.CharData:
			texts = append(texts, strings.TrimSpace(string(e)))
		}
	}
	written := strings.Join(texts, " ")
	if strings.Contains(written, "NaN") || strings.Contains(written, "%!") {
		t.Errorf("%s: %s", f.Name, written)
	}
	first := string([]rune(title)[:min(8, len([]rune(title)))])
	if first == "" || !strings.Contains(written, first) {
		t.Errorf("%s: title %q is not written", f.Name, title)
	}
	for _, want := range []string{`font-family="'Liberation Sans', Arial,`, "'Noto Sans CJK SC'"} {
		if !bytes.Contains(f.Data, []byte(want)) {
			t.Errorf("%s lacks %s", f.Name, want)
		}
	}
	if bytes.Contains(f.Data, []byte("font-family:")) {
		t.Errorf("%s names a font for a single text", f.Name)
	}
}

func checkPNG(t *testing.T, f result.File) {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(f.Data))
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	b := img.Bounds()
	if b.Dx() != 1152 || b.Dy() < 200 {
		t.Errorf("%s has %v pixels", f.Name, b.Max)
	}
	dark := 0
	pixels := img.(*image.RGBA).Pix
	for i := 0; i < len(pixels); i += 4 {
		if pixels[i] < 0x80 {
			dark++
		}
	}
	if share := float64(dark) / float64(b.Dx()*b.Dy()); share < 0.002 || share > 0.5 {
		t.Errorf("%s: %.4f of it is dark", f.Name, share)
	}
}

// checkLayout tells whether every text is on the sheet and none runs into another.
func checkLayout(t *testing.T, name string, f *figure) {
	t.Helper()
	for i, a := range f.texts {
		b := a.box
		if b.Min.X < edge-10 || b.Max.X > sheetWidth-10 || b.Min.Y < 5 || b.Max.Y > f.height-10 {
			t.Errorf("%s: %q runs off the sheet: %v", name, a.text, b)
		}
		for _, other := range f.texts[:i] {
			if a.line != other.line && overlap(b, other.box) {
				t.Errorf("%s: %q %v runs into %q %v", name, a.text, b, other.text, other.box)
			}
		}
	}
}

func TestTitles(t *testing.T) {
	late := fixture(24)
	late.Targets[0].Deadline = model.Date{Year: 2023, Month: 12, Day: 30}
	all := cases()
	started := fixture(24)
	started.Targets[1].Deadline = started.Start
	for _, c := range []struct {
		r             *result.Result
		chart, en, zh string
	}{
		{fixture(24), "racks", "Racks reach 220,000 by Dec 2024, 380,000 short of 600,000", "在用机架至2024年12月达22万架，距目标60万架差38万架"},
		{fixture(24), "utilisation", "Utilisation is 40.0 % in Dec 2024, 25.0 points short of 65.0 %", "2024年12月上架率为40.0%，距目标65.0%差25.0个百分点"},
		{fixture(24), "pue", "PUE of the trailing year is 1.310 in Dec 2024, 0.110 above the limit of 1.200", "2024年12月近十二个月PUE为1.310，超出上限1.200达0.110"},
		{fixture(24), "delay", "Tightest delay budget (Tier T): A to City 2 16.00 ms, 53 % of 30 ms", "最紧的时延预算：圈层乙；A至City 2 16.00 ms，占30 ms预算的53%"},
		{fixture(24), "overview", "1 of 4 targets met; racks miss by 380,000", "4项目标中1项达标；在用机架差38万架"},
		{late, "racks", "Racks reach 220,000 by 2023-12-30, 380,000 short of 600,000", "在用机架至2023-12-30达22万架，距目标60万架差38万架"},
		{all["met"], "racks", "Racks reach 220,000 by Dec 2024, 20,000 above the required 200,000", "在用机架至2024年12月达22万架，高于要求的20万架，余2万架"},
		{all["met"], "utilisation", "Utilisation is 40.0 % in Dec 2024, just as required", "2024年12月上架率为40.0%，恰好达标"},
		{all["met"], "overview", "All 4 targets met", "4项目标全部达标"},
		{all["no targets"], "racks", "Racks grow from 100,000 to 220,000 by Dec 2024", "在用机架由10万架增至22万架（2024年12月）"},
		{all["no targets"], "utilisation", "Utilisation stays at 40.0 % to Dec 2024", "上架率至2024年12月保持40.0%"},
		{fixture(24), "dispatch", "Hub H serves 115,096 racks in Dec 2024, 11 % of all demand; most for Delta O (57 %)", "2024年12月枢纽甲承接11.51万架，占全部需求的11%；其中三角洲甲最多（57%）"},
		{all["no targets"], "dispatch", "The largest part of the demand in Dec 2024, 76 %, is served by Metro P; 4.0 % is unserved", "2024年12月地区乙本地承接需求最多：77.78万架，占76%；未满足4.0%"},
		{all["zero"], "dispatch", "No demand in Dec 2024", "2024年12月没有需求"},
		{fixture(24), "map", "Hub H serves demand 548 km away on average in Dec 2024; all clusters together, 472 km", "2024年12月枢纽甲承接的需求平均来自548公里外；全部集群平均为472公里"},
		{all["no targets"], "map", "Demand is served 472 km away on average in Dec 2024", "2024年12月需求平均在472公里外得到承接"},
		{fixture(24), "clusters", "1 of 3 clusters reaches 65.0 % utilisation in Dec 2024, from 40.0 % (Cluster) to 100.0 % (Metro P)", "2024年12月3个集群中1个上架率达到65.0%：从40.0%（集群）到100.0%（地区乙本地）"},
		{all["no targets"], "clusters", "Utilisation runs from 40.0 % (Cluster) to 100.0 % (Metro P) in Dec 2024", "2024年12月各集群上架率从40.0%（集群）到100.0%（地区乙本地）"},
		{all["early deadline"], "clusters", "1 of 3 clusters reaches 65.0 % utilisation in Dec 2023, from 40.0 % (Cluster) to 96.4 % (Metro P)", "2023年12月3个集群中1个上架率达到65.0%：从40.0%（集群）到96.4%（地区乙本地）"},
		{started, "clusters", "1 of 3 clusters reaches 65.0 % utilisation in Dec 2024, from 40.0 % (Cluster) to 100.0 % (Metro P)", "2024年12月3个集群中1个上架率达到65.0%：从40.0%（集群）到100.0%（地区乙本地）"},
		{all["long names"], "clusters", "6 of 16 clusters reach 65.0 % utilisation in Mar 2023, from 25.0 % to 90.1 %", ""},
		{all["zero"], "clusters", "Utilisation is 0.0 % in all 3 clusters in Dec 2024", "2024年12月全部3个集群上架率均为0.0%"},
		{fixture(24), "unserved", "4.0 % of all demand, 41,176 racks, is unserved in Dec 2024; 50 % of it finds no free rack", "2024年12月全部需求的4.0%（4.118万架）未得到满足；其中50%因无空闲机架"},
		{all["gaps"], "unserved", "40,369 racks of demand are unserved in Nov 2024; 50 % of it finds no free rack", "2024年11月4.037万架需求未得到满足；其中50%因无空闲机架"},
		{all["served at last"], "unserved", "All demand is served in Dec 2024; in Nov 2024 40,369 racks were not", "2024年12月全部需求得到满足；2024年11月曾有4.037万架未满足"},
		{fixture(24), "tradeoff", "With 600,000 racks utilisation would be 14.7 %, not 65.0 %; 65.0 % would hold up to 124,000 racks", "若有60万架在用，上架率为14.7%，不到65.0%；12.4万架以内才能达到65.0%"},
		{all["met"], "tradeoff", "With 200,000 racks utilisation would be 44.0 %, the required 40.0 % or more; 40.0 % would hold up to 220,000 racks", "若有20万架在用，上架率为44.0%，达到要求的40.0%；22万架以内才能达到40.0%"},
		{all["huge"], "tradeoff", "Utilisation of 65.0 % would hold up to 124,000 racks", "12.4万架以内才能达到65.0%的上架率"},
		{all["no targets"], "tradeoff", "Utilisation would be 90.0 % with 80,000 racks, 12.2 % with 720,000", "上架率在8万架时为90.0%，在72万架时为12.2%"},
		{all["huge"], "racks", "Racks reach 220,000 bn by Dec 2024, 780,000 bn short of 1,000,000 bn", "在用机架至2024年12月达2,200,000亿架，距目标10,000,000亿架差7,800,000亿架"},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			f, reason := drawn(t, c.chart, lang, c.r)
			if f == nil {
				t.Errorf("%s: %s", c.chart, reason)
			} else if f.title != want && want != "" {
				t.Errorf("%s says %q, not %q", c.chart, f.title, want)
			}
		}
	}
}

// TestUnits are those that readers of each language use.
func TestUnits(t *testing.T) {
	for _, c := range []struct {
		q      model.QuantityName
		v      float64
		en, zh string
	}{
		{model.EnergyYear, 14.42, "14.420 TWh", "144.20亿千瓦时"},
		{model.EnergyYear, 0.034, "0.034 TWh", "3,400.00万千瓦时"},
		{model.EnergyYear, 0, "0.000 TWh", "0万千瓦时"},
		{model.Energy, 2.5e6, "2.5 M MWh", "25.00亿千瓦时"},
		{model.Energy, -300, "−300 MWh", "−30.00万千瓦时"},
		{model.Carbon, 5.42e6, "5.42 M t", "542.00万吨"},
		{model.Carbon, 420, "420 t", "420吨"},
		{model.Carbon, 1e14, "100,000 bn t", "100亿万吨"},
		{model.Water, 23.09e6, "23.09 M m3", "2,309.00万立方米"},
		{model.Water, 999, "999 m3", "999立方米"},
		{model.FacilityPeak, 1990, "1,990.0 MW", "1,990.0 MW"},
		{model.CapexCumulative, 12.3e9, "12.3 bn CNY", "123亿元"},
		{model.Water, math.NaN(), "–", "–"},
	} {
		for lang, want := range map[string]string{"en": c.en, "zh": c.zh} {
			if got := (&job{lang: lang}).number(c.q, c.v); got != want {
				t.Errorf("%s: %q, not %q", c.q, got, want)
			}
		}
	}
	for title, want := range map[string]string{"差9,999架": "差9,999架", "由10,000架增至1,483,253架": "由1万架增至148.3万架", "99,999,999架": "10,000万架", "12亿架": "12亿架"} {
		if got := (&job{lang: "zh"}).tenThousands(title); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// TestSource names the documents that have room in two lines, and how many there are else.
func TestSource(t *testing.T) {
	for _, c := range []struct {
		lang, want string
		n          int
	}{
		{"en", "; targets: document-0-of-some-place, document-1-of-some-place", 2},
		{"zh", "；目标出处：document-0-of-some-place、document-1-of-some-place", 2},
		{"en", "document-4-of-some-place and 35 more", 40},
		{"zh", "document-4-of-some-place等40份", 40},
	} {
		r := fixture(3)
		for i := range c.n {
			next := target(r, model.RacksInService, "h", model.AtLeast, 1, 2)
			next.Source.Document = fmt.Sprintf("document-%d-of-some-place", i)
			r.Targets = append(r.Targets, next)
		}
		lines := (&job{r: r, lang: c.lang, fonts: withFonts(t)}).source(sheetWidth - 2*edge)
		all := strings.Join(lines, map[string]string{"en": " ", "zh": ""}[c.lang])
		if len(lines) != 2 || !strings.HasSuffix(all, c.want) {
			t.Errorf("%q", lines)
		}
	}
}

// TestChinesePNG holds on machines with and without a Chinese font.
func TestChinesePNG(t *testing.T) {
	for _, folders := range [][]string{fontFolders(), {t.TempDir()}} {
		f, err := newFonts(folders)
		if err != nil {
			t.Fatal(err)
		}
		files, notes, err := render(t.Context(), fixture(24), Options{Lang: "zh"}, folders)
		if err != nil {
			t.Fatal(err)
		}
		told := strings.Contains(strings.Join(notes, "\n"), "fonts-noto-cjk")
		if want := map[bool]int{true: 38, false: 19}[f.han[0] != nil]; len(files) != want || told == (f.han[0] != nil) {
			t.Errorf("font %t: %d files, notes %q", f.han[0] != nil, len(files), notes)
		}
		f.close()
	}
}

func TestMissingGlyphs(t *testing.T) {
	r := fixture(24)
	r.Scopes[0].Name = result.Text{EN: "Hub 贵州"}
	files, notes, err := render(t.Context(), r, Options{}, nil)
	if err != nil || len(files) != 38 || len(notes) != 1 || !strings.Contains(notes[0], "has 州贵:") {
		t.Errorf("%d files, notes %q, %v", len(files), notes, err)
	}
	with, _, _ := render(t.Context(), r, Options{Formats: []string{"svg"}}, fontFolders())
	without, _, _ := render(t.Context(), r, Options{Formats: []string{"svg"}}, nil)
	for i := range with {
		if !bytes.Equal(with[i].Data, without[i].Data) {
			t.Errorf("%s depends on the fonts of the machine", with[i].Name)
		}
	}
}

func TestOptions(t *testing.T) {
	calls := 0
	o := Options{Only: []string{"pue", "racks"}, Formats: []string{"svg"}, Progress: func(done, total int) {
		if calls++; done != calls || total != 2 {
			t.Errorf("%d of %d at call %d", done, total, calls)
		}
	}}
	files, _, err := Render(t.Context(), fixture(24), o)
	if err != nil || len(files) != 2 || files[0].Name != "charts/racks.svg" || calls != 2 {
		t.Errorf("%d files, %d calls, %v", len(files), calls, err)
	}
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Only: []string{"rack"}}, "overview, probability, fans, shortfall, first-met, conflicts, racks, utilisation, pue, fleets, parts, energy, cost, compute, delay, hubs, slope, network, failures, dispatch, map, clusters, unserved, tradeoff"},
		{Options{Formats: []string{"pdf"}}, "svg, png"},
		{Options{Lang: "fr"}, "en, zh"},
	} {
		if _, _, err := Render(t.Context(), fixture(24), c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c.o, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	o = Options{Progress: func(int, int) { cancel() }}
	if files, _, err := Render(ctx, fixture(24), o); !errors.Is(err, context.Canceled) || files != nil {
		t.Errorf("after cancellation: %d files, %v", len(files), err)
	}
}

func TestWrap(t *testing.T) {
	j := &job{fonts: withFonts(t)}
	for _, c := range []struct {
		text  string
		width vg.Length
		want  []string
	}{
		{"one line", 200, []string{"one line"}},
		{"a delay of 13.06 ms to it", 72, []string{"a delay of", "13.06 ms to it"}},
		{"as it was in Dec 2024 there", 83, []string{"as it was in", "Dec 2024 there"}},
		{"大湾区、长三角、成渝及周边省份", 100, []string{"大湾区、长三角、", "成渝及周边省份"}},
		{"至2024年", 33, []string{"至", "2024年"}},
		{"在用机架至2024年12月底达标", 85, []string{"在用机架至", "2024年12月底达标"}},
		{"far too long for two lines of this width", 70, []string{"far too long for", "two lines of thi…"}},
	} {
		if got := j.wrap(c.text, noteStyle, c.width, 2); !slices.Equal(got, c.want) {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}

// TestUnalignedFont reads a font whose tables are moved to odd places, as in WenQuanYi.
func TestUnalignedFont(t *testing.T) {
	odd := shift(liberationsansregular.TTF)
	if _, err := opentype.ParseReaderAt(bytes.NewReader(odd)); err == nil {
		t.Error("the parser takes it now: align is not needed any more")
	}
	a, err := align(bytes.NewReader(odd))
	if err != nil {
		t.Fatal(err)
	}
	font, err := opentype.ParseReaderAt(a)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := opentype.Parse(liberationsansregular.TTF)
	if got, want := face(font, 9, 0), face(want, 9, 0); got.Width("Hub 42") != want.Width("Hub 42") {
		t.Error("another width")
	}
	for _, broken := range [][]byte{nil, []byte("no font, but a text"), odd[:40]} {
		if _, err := align(bytes.NewReader(broken)); err == nil {
			t.Errorf("%q is taken for a font", broken)
		}
	}
}

// shift moves all tables of a font by one byte.
func shift(font []byte) []byte {
	n := int(font[5])
	head := 12 + 16*n
	out := append(slices.Clone(font[:head]), 0)
	out = append(out, font[head:]...)
	for i := range n {
		offset := out[12+16*i+8:]
		binary.BigEndian.PutUint32(offset, binary.BigEndian.Uint32(offset)+1)
	}
	return out
}

func TestSpread(t *testing.T) {
	for _, c := range []struct{ wanted, want []vg.Length }{
		{[]vg.Length{10, 50}, []vg.Length{10, 50}},
		{[]vg.Length{50, 50}, []vg.Length{45, 55}},
		{[]vg.Length{0, 0, 0}, []vg.Length{0, 10, 20}},
		{[]vg.Length{99, 100, 100}, []vg.Length{80, 90, 100}},
		{[]vg.Length{40, 49, 58}, []vg.Length{39, 49, 59}},
	} {
		got := spread(c.wanted, 10, 0, 100)
		for i := range got {
			if math.Abs(float64(got[i]-c.want[i])) > 1e-9 {
				t.Errorf("%v: %v, not %v", c.wanted, got, c.want)
				break
			}
		}
	}
}

func TestCalendar(t *testing.T) {
	day := func(y, m, d int) model.Date { return model.Date{Year: y, Month: m, Day: d} }
	few := func(texts []string) bool { return len(texts) <= 9 }
	for _, c := range []struct {
		first, last model.Date
		want        string
	}{
		{day(2022, 12, 31), day(2023, 3, 31), "2022-12-31 2023-01-31 2023-02-28 2023-03-31"},
		{day(2022, 12, 31), day(2024, 6, 30), "2022-12-31 2023-03-31 2023-06-30 2023-09-30 2023-12-31 2024-03-31 2024-06-30"},
		{day(2022, 6, 30), day(2032, 6, 30), "2022-12-31 2024-12-31 2026-12-31 2028-12-31 2030-12-31"},
		{day(2024, 5, 3), day(2024, 5, 24), "2024-05-03 2024-05-24"},
	} {
		ticks, texts := calendarTicks(c.first, c.last, model.Date.String, few)
		if got := strings.Join(texts, " "); len(ticks) != len(texts) || got != c.want {
			t.Errorf("%s to %s: %s", c.first, c.last, got)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	r := fixture(24)
	for _, lang := range []string{"en", "zh"} {
		b.Run(lang, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Render(b.Context(), r, Options{Lang: lang}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
