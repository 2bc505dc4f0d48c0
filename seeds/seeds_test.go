package seeds

import (
	"encoding/csv"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// spec is what every row of a file must satisfy, read as plain text and apart from the
// typed access, so that a fault in one does not hide a fault in the other.
type spec struct {
	header   string
	key      string // columns, comma-separated; their values are unique
	unsorted bool   // rows are not in the order of their key
	rows     int
	optional string                // columns that may be empty
	ranges   map[string][2]float64 // columns that are numbers, with plausible bounds
	words    map[string]string     // columns that are one of some words
	dates    string                // columns that are days, ISO 8601
	ids      string                // columns that are slugs
}

const slug = `^[a-z0-9][a-z0-9-]*$`

var (
	lats     = [2]float64{17, 54}
	lons     = [2]float64{73, 136}
	distance = [2]float64{1, 4000}
	years    = [2]float64{2010, 2030}
	built    = [2]float64{1995, 2022}
)

var specs = map[string]spec{
	"places.csv": {
		header:   "id,name_en,name_zh,role,hub,lat,lon,home,source,confidence",
		key:      "id",
		rows:     68,
		optional: "hub",
		ranges:   map[string][2]float64{"lat": lats, "lon": lons},
		words: map[string]string{
			"role": "cluster cluster-site metro transit prefecture city",
			"hub":  "beijing-tianjin-hebei yangtze-delta greater-bay-area chengdu-chongqing guizhou inner-mongolia gansu ningxia",
		},
		ids: "id,hub,home",
	},
	"links.csv": {
		header: "a,b,great_circle_km,route_km,basis,source,confidence",
		key:    "a,b",
		rows:   138,
		ranges: map[string][2]float64{"great_circle_km": distance, "route_km": distance},
		words:  map[string]string{"confidence": "C D"},
		ids:    "a,b",
	},
	"legacy_links.csv": {
		header: "a,b,great_circle_km,source,confidence",
		key:    "a,b",
		rows:   47,
		ranges: map[string][2]float64{"great_circle_km": distance},
		ids:    "a,b",
	},
	"stations.csv": {
		header: "id,name_en,name_zh,wmo,lat,lon,elevation_m,record,source,confidence",
		key:    "id",
		rows:   25,
		ranges: map[string][2]float64{"lat": lats, "lon": lons, "elevation_m": {0, 3000}},
		words:  map[string]string{"record": "CSWD SWERA synthetic"},
		ids:    "id",
	},
	"climate.csv": {
		header: "station,month,dry_bulb_c,dry_bulb_sd_k,wet_bulb_c,wet_bulb_sd_k,pressure_pa,source,confidence",
		key:    "station,month",
		rows:   300,
		ranges: map[string][2]float64{
			"month": {1, 12}, "dry_bulb_c": {-25, 33}, "dry_bulb_sd_k": {1, 12},
			"wet_bulb_c": {-25, 28}, "wet_bulb_sd_k": {0.5, 10}, "pressure_pa": {70e3, 104e3},
		},
		ids: "station",
	},
	"documents.csv": {
		header: "id,title_en,title_zh,issuer,issued,source,confidence",
		key:    "id",
		rows:   1,
		dates:  "issued",
		ids:    "id",
	},
	"targets.csv": {
		header:   "id,document,clause,sector,quantity_en,quantity_zh,unit,comparator,value,deadline,baseline_value,baseline_date,scope,strength,judged,reason,note,source,confidence",
		key:      "id",
		unsorted: true,
		rows:     113,
		optional: "deadline,baseline_value,baseline_date,note",
		ranges:   map[string][2]float64{"value": {0.1, 1e11}, "baseline_value": {1, 1e7}},
		words: map[string]string{
			"comparator": ">= > <= < = ~", "strength": "hard strive about", "judged": "model indicator listed",
		},
		dates: "deadline,baseline_date",
		ids:   "id,document,sector",
	},
	"history.csv": {
		header:   "id,quantity,place,level,date,value,unit,kind,note,source,confidence,known_by,public_by_end_2022",
		key:      "id",
		rows:     68,
		optional: "date,note",
		ranges:   map[string][2]float64{"value": {0, 1e7}}, // TestHistory lets one row be below 0.01
		words: map[string]string{
			"quantity": "racks_in_service racks_physical racks_planned rack_share utilisation utilisation_servers pue " +
				"compute_eflops egress_gbps energy_twh fibre_km stations_5g direct_cities",
			"level":      "national region hub cluster province city project",
			"kind":       "actual derived planned target limit design",
			"confidence": "A B C",

			"public_by_end_2022": "yes no",
		},
		dates: "date,known_by",
		ids:   "id,place",
	},
	"costs.csv": {
		header:   "id,item,place,year,value,low,high,unit,note,source,confidence,known_by",
		key:      "id",
		rows:     34,
		optional: "note",
		ranges:   map[string][2]float64{"year": years, "value": {-1, 1e6}, "low": {-1, 1e6}, "high": {-1, 1e6}},
		dates:    "known_by",
		ids:      "id,place",
	},
	"leadtimes.csv": {
		header:   "id,project,phase,months,kind,note,source,confidence,known_by",
		key:      "id",
		rows:     16,
		optional: "note",
		ranges:   map[string][2]float64{"months": {1, 120}},
		words:    map[string]string{"kind": "actual planned"},
		dates:    "known_by",
		ids:      "id",
	},
	"density.csv": {
		header: "id,place,year,kw_per_physical_rack,note,source,confidence,known_by",
		key:    "id",
		rows:   4,
		ranges: map[string][2]float64{"year": years, "kw_per_physical_rack": {2, 20}},
		dates:  "known_by",
		ids:    "id",
	},
	"pue_published.csv": {
		header: "id,site,site_zh,published,value,bound,year,free_cooling_days,station,technology,load,measured,built_from,built_to," +
			"type,class_by_hand,note,source,confidence,known_by",
		key:      "id",
		rows:     8,
		optional: "year,free_cooling_days",
		ranges: map[string][2]float64{
			"value": {1.02, 2.5}, "year": years, "free_cooling_days": {1, 366}, "load": {0.1, 1},
			"built_from": built, "built_to": built,
		},
		words: map[string]string{
			"bound": "value at_most", "technology": "iec chw_wse chw", "measured": "yes no",
			"type": "flagship hyperscale operator mixed small", "class_by_hand": "best good typical legacy",
		},
		dates: "known_by",
		ids:   "id,station",
	},
	"latency_measured.csv": {
		header:   "id,a,b,ms,least_ms,bound,way,kind,service,role,exchanges,date,note,source,confidence,known_by",
		key:      "id",
		rows:     8,
		optional: "least_ms,exchanges,date",
		ranges:   map[string][2]float64{"ms": {1, 200}, "least_ms": {1, 200}},
		words: map[string]string{
			"bound": "value about above", "way": "one-way round-trip", "kind": "ping monitoring", "service": "public hub",
			"role": "fitted held_out border detour local", "confidence": "A B C",
		},
		dates: "date,known_by",
		ids:   "id,a,b",
	},
	"network_facts.csv": {
		header: "id,item,place,year,value,unit,kind,note,source,confidence,known_by",
		key:    "id",
		rows:   6,
		ranges: map[string][2]float64{"year": years, "value": {0.1, 1e4}},
		words: map[string]string{
			"item": "delay_over_theory exchange_delay_cut exchange_gbps exchange_points hub_delay",
			"kind": "actual planned target", "confidence": "A B C",
		},
		dates: "known_by",
		ids:   "id,place",
	},
	"grid_factors.csv": {
		header:   "id,place,level,year,kg_co2_per_kwh,note,source,confidence,known_by",
		key:      "id",
		rows:     39,
		optional: "note",
		ranges:   map[string][2]float64{"year": years, "kg_co2_per_kwh": {0.05, 1}},
		words:    map[string]string{"level": "national grid province", "confidence": "A B C"},
		dates:    "known_by",
		ids:      "id,place",
	},
	"census.csv": {
		header:   "id,item,place,year,value,unit,note,source,confidence,known_by",
		key:      "id",
		rows:     45,
		optional: "note",
		ranges:   map[string][2]float64{"year": years, "value": {0.1, 2e9}},
		words:    map[string]string{"confidence": "A B C"},
		dates:    "known_by",
		ids:      "id,place",
	},
}

func TestEveryFileHasASpec(t *testing.T) {
	embedded, err := fs.Glob(files, "*")
	if err != nil {
		t.Fatal(err)
	}
	want := slices.Sorted(maps.Keys(specs))
	if !slices.Equal(embedded, want) {
		t.Errorf("embedded files %v, files with a check %v", embedded, want)
	}
}

func TestFiles(t *testing.T) {
	for file, s := range specs {
		t.Run(file, func(t *testing.T) {
			data, err := files.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			checkText(t, string(data))
			records, err := csv.NewReader(strings.NewReader(string(data))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(records[0], ","); got != s.header {
				t.Fatalf("header %s\n  want %s", got, s.header)
			}
			if got := len(records) - 1; got != s.rows {
				t.Errorf("%d rows, want %d", got, s.rows)
			}
			checkKeys(t, records, s)
			for i, record := range records[1:] {
				for j, column := range records[0] {
					if fault := s.fault(column, record[j]); fault != "" {
						t.Errorf("row %d: %s: %q %s", i+1, column, record[j], fault)
					}
				}
			}
		})
	}
}

// checkText looks at the bytes: what a diff or another tool would stumble over.
func checkText(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) || strings.HasPrefix(text, "\ufeff") {
		t.Error("not plain UTF-8")
	}
	if !strings.HasSuffix(text, "\n") {
		t.Error("no newline at the end")
	}
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if line == "" || strings.ContainsAny(line, "\r\t") || strings.TrimSpace(line) != line {
			t.Errorf("line %d: empty, or with a CR, a tab or outer blanks", i+1)
		}
	}
}

// checkKeys demands unique keys, in order unless the file has an order of its own.
func checkKeys(t *testing.T, records [][]string, s spec) {
	t.Helper()
	seen := map[string]bool{}
	var last string
	for i, record := range records[1:] {
		var parts []string
		for _, column := range strings.Split(s.key, ",") {
			part := record[slices.Index(records[0], column)]
			if column == "month" && len(part) == 1 {
				part = "0" + part
			}
			parts = append(parts, part)
		}
		key := strings.Join(parts, "\x00") // below every character of a slug
		if seen[key] {
			t.Errorf("row %d: %v stands twice", i+1, parts)
		}
		seen[key] = true
		if !s.unsorted && key < last {
			t.Errorf("row %d: %v is out of order", i+1, parts)
		}
		last = key
	}
}

// fault says what is wrong with one cell, or nothing.
func (s spec) fault(column, cell string) string {
	in := func(list string) bool { return slices.Contains(strings.Split(list, ","), column) }
	if cell == "" {
		if in(s.optional) {
			return ""
		}
		return "must not be empty"
	}
	if strings.TrimSpace(cell) != cell || strings.Contains(cell, "\n") {
		return "has outer blanks or a line break"
	}
	if column == "confidence" && !slices.Contains([]string{"A", "B", "C", "D"}, cell) {
		return "is not a confidence"
	}
	if column == "source" && (strings.HasPrefix(cell, "/") || strings.Contains(cell, "..")) {
		return "is a path, not a source"
	}
	if words, ok := s.words[column]; ok && !slices.Contains(strings.Fields(words), cell) {
		return "is none of " + words
	}
	if bounds, ok := s.ranges[column]; ok {
		x, err := strconv.ParseFloat(cell, 64)
		if err != nil || !(x >= bounds[0] && x <= bounds[1]) {
			return "is not a plausible number"
		}
	}
	if in(s.dates) {
		day, err := time.Parse(time.DateOnly, cell)
		if err != nil || day.Year() < 2010 || day.Year() > 2030 {
			return "is not a plausible day"
		}
	}
	if in(s.ids) && !regexp.MustCompile(slug).MatchString(cell) {
		return "is not a slug"
	}
	return ""
}

func TestHash(t *testing.T) {
	if h := Hash(); !regexp.MustCompile(`^[0-9a-f]{64}$`).MatchString(h) || h != Hash() {
		t.Errorf("hash %q", h)
	}
}

func TestReaderNamesEveryFault(t *testing.T) {
	data := "id,x,day,source,confidence\n" +
		"good,1.5,2024-12-31,book,A\n" +
		"bad,NaN,2024-02-30,,E\n" +
		"short,\"1\nlong\",2024-01-01,book,B\n"
	_, err := readFrom("t.csv", []byte(data), func(r *row) float64 {
		r.str("id")
		r.date("day")
		r.str("missing")
		return r.num("x")
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		`t.csv:3: source: empty`,
		`t.csv:3: confidence: "E", must be one of A, B, C, D`,
		`t.csv:3: x: "NaN" is not a finite number`,
		`t.csv:3: day: "2024-02-30" is not a date`,
		`t.csv:4: x: "1\nlong" is not a finite number`,
		`t.csv:2: missing: no such column`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("missing %q in:\n%v", want, err)
		}
	}
	if _, err := readFrom("t.csv", []byte("a,b\n1\n"), func(*row) int { return 0 }); err == nil {
		t.Error("a short record was accepted")
	}
}

func BenchmarkNetworkAndClimate(b *testing.B) {
	for b.Loop() {
		_, e1 := Places()
		_, e2 := Links()
		_, e3 := LegacyLinks()
		_, e4 := Stations()
		if e1 != nil || e2 != nil || e3 != nil || e4 != nil {
			b.Fatal(e1, e2, e3, e4)
		}
	}
}
