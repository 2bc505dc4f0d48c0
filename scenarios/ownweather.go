package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"hubcap/model"
	"hubcap/model/climate"
	"hubcap/scenarios/internal/document"
	"hubcap/scenarios/weather"
)

// Attachment is a file that an effective scenario refers to, named relative to it.
type Attachment struct {
	Name string
	Data []byte
}

// attached is where the weather of an effective scenario stands.
func attached(id string) string { return "weather/" + id + ".csv" }

// record is a file of weather that a scenario names, read.
type record struct {
	*weather.Record
	csv []byte // as hubcap writes it
}

// weatherFiles reads the files of hours that a checked tree names, and puts into their
// place in the tree how hubcap writes them: a copy beside the effective scenario, and its
// SHA-256, so that the scenario's own hash holds what is in them.
func (c *checker) weatherFiles(tree *document.Node) map[string]record {
	list := tree.Fields["weather"]
	if list == nil {
		return nil
	}
	out := map[string]record{}
	for _, item := range list.Items {
		file, path := item.Fields["file"], "weather."+item.ID()
		if file == nil || file.Text == "" || c.wrong[path+".file"] {
			continue
		}
		elevation := math.NaN()
		if n := item.Fields["elevation_m"]; n != nil {
			elevation = n.Number
		}
		if c.chances[path+".elevation_m"] != nil {
			c.problem(item.Fields["elevation_m"].Value, path+".elevation_m", "cannot be a distribution beside a file: the pressures that the file lacks are filled in once, for one elevation; give a number")
		}
		name := file.Text
		given := file.Value.Line > 0 // in a file, and not on the command line
		switch {
		case filepath.IsAbs(name):
		case given:
			name = filepath.Join(filepath.Dir(file.Value.File), name)
		case c.folder != "":
			name = filepath.Join(c.folder, name)
		}
		r, err := readWeather(name, elevation)
		var faults weather.Problems
		var gone noFile
		switch {
		case errors.As(err, &faults):
			c.faults(file, path, faults)
		case errors.As(err, &gone) && given:
			c.problem(file.Value, path+".file", "%s; it is named relative to the scenario that names it", err)
		case err != nil:
			c.problem(file.Value, path+".file", "%s", err)
		}
		if err != nil {
			c.wrong[path+".file"] = true
			continue
		}
		c.useless(item, path, r)
		c.seal(item, path, name, r.csv)
		c.read = append(c.read, name)
		out[item.ID()] = r
		if r.Missing > 0 {
			c.remarks = append(c.remarks, model.Text{
				EN: fmt.Sprintf("The weather %s lacks %d hours of the year; the others of their months stand for them.", item.ID(), r.Missing),
				ZH: fmt.Sprintf("气象数据 %s 全年缺%d小时，以同月其余小时代替。", item.ID(), r.Missing),
			})
		}
	}
	return out
}

// useless complains of what a file of weather makes useless. What hubcap has written itself is
// left: there the pressures have been filled in.
func (c *checker) useless(item *document.Node, path string, r record) {
	if n := item.Fields["sha256"]; n != nil && n.Text != "" {
		return
	}
	if n := item.Fields["elevation_m"]; n != nil && !r.AtElevation {
		c.problem(n.Value, path+".elevation_m", "has no effect: the file tells its own pressure or elevation; take it out")
	}
	if n := item.Fields["lapse_k_per_km"]; n != nil && !strings.HasPrefix(n.Comment, "default") {
		c.problem(n.Value, path+".lapse_k_per_km", "has no effect beside a file; it moves the weather of a station")
	}
}

// faults tells the mistakes of a file of weather: where they are in it, or where it is named
// if they are of the whole.
func (c *checker) faults(file *document.Node, path string, faults weather.Problems) {
	for i, p := range faults {
		if i == weather.MostShown {
			c.problem(file.Value, path+".file", "and %d more mistakes in it", len(faults)-i)
			return
		}
		if p.Line == 0 {
			c.problem(file.Value, path+".file", "%s", p)
			continue
		}
		c.problems = append(c.problems, document.Problem{Pos: document.Pos{File: p.File, Line: p.Line, Col: max(1, p.Column)}, Path: path, What: p.What})
	}
}

// seal notes in the tree what a file of weather holds.
func (c *checker) seal(item *document.Node, path, name string, csv []byte) {
	sum := sha256.Sum256(csv)
	hash := hex.EncodeToString(sum[:])
	if n := item.Fields["sha256"]; n != nil && n.Text != "" && n.Text != hash {
		c.problem(n.Value, path+".sha256", "the weather in %s has the SHA-256 %s, so it is not what this scenario was made with; put the right file there, or take sha256 out", name, hash)
	}
	file := item.Fields["file"]
	if file.Comment != setByHand && (file.Text != attached(item.ID()) || file.Comment == "") {
		file.Comment = "hubcap run --out writes it beside this scenario; from " + filepath.Base(name)
	}
	file.Text = attached(item.ID())
	if n := item.Fields["sha256"]; n == nil || n.Text == "" {
		item.Set("sha256", &document.Node{Kind: document.String, Text: hash, Pos: file.Pos, Value: file.Value})
	}
}

// noFile is the name of a file that is not there.
type noFile string

func (n noFile) Error() string { return "there is no file " + string(n) }

func readWeather(name string, elevation float64) (record, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return record{}, noFile(name)
	case err != nil:
		return record{}, err
	case !info.Mode().IsRegular():
		return record{}, fmt.Errorf("%s is not a file", name)
	case info.Size() > weather.MaxBytes:
		return record{}, fmt.Errorf("%s has %d MB; a year of hours has about one", name, info.Size()/1e6)
	}
	f, err := os.Open(name)
	if err != nil {
		return record{}, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, weather.MaxBytes+1))
	if err != nil {
		return record{}, err
	}
	r, err := weather.Read(name, data, elevation)
	if err != nil {
		return record{}, err
	}
	return record{r, r.CSV()}, nil
}

// ReadWeather reads a file of hourly weather as a station, and tells how many hours it
// lacks; with hourly it is used hour by hour, else reduced to monthly statistics. The
// elevation is that of the place in m, NaN where it is not known.
func ReadWeather(name string, elevation float64, hourly bool) (station climate.Station, missing int, err error) {
	r, err := readWeather(name, elevation)
	if err == nil && !math.IsNaN(elevation) && !r.AtElevation {
		err = fmt.Errorf("the elevation has no effect: %s tells its own pressure or elevation; leave it out", name)
	}
	if err != nil {
		return climate.Station{}, 0, err
	}
	plain := strings.Trim(strconv.QuoteToGraphic(filepath.Base(name)), `"`)
	return r.station(plain, model.Text{}, hourly), r.Missing, nil
}

// station makes a station of a record.
func (r *record) station(id string, name model.Text, hourly bool) climate.Station {
	if name == (model.Text{}) {
		name = model.Text{EN: r.Name, ZH: r.Name}
	}
	if name == (model.Text{}) {
		name = model.Text{EN: id, ZH: id}
	}
	s := climate.Station{ID: id, EN: name.In("en"), ZH: name.In("zh"), Lat: r.Lat, Lon: r.Lon, Elevation: r.Elevation,
		Measured: true, Year: r.Hours.Reduce()}
	if hourly {
		s.Hours = &r.Hours
	}
	return s
}

// stationsOf are the stations that a scenario makes: from its files, and from stations at
// another elevation.
func stationsOf(s *model.Scenario, records map[string]record) []climate.Station {
	var out []climate.Station
	for _, w := range s.Weather {
		if r, ok := records[w.ID]; ok {
			own := r.station(w.ID, w.Name, w.Use == "hourly").Warm(w.WarmingK, s.Climate.WetBulbShare)
			own.Today = true
			out = append(out, own)
			continue
		}
		for _, near := range s.Data.Stations {
			if near.ID == w.Station && w.ElevationM != nil {
				out = append(out, AtElevation(near, w.ID, w.Name, *w.ElevationM, w.LapseKPerKm))
			}
		}
	}
	return out
}

// AtElevation is the weather of a place at an elevation in m, by the station nearby.
func AtElevation(near climate.Station, id string, name model.Text, elevation, lapseKPerKm float64) climate.Station {
	if name == (model.Text{}) {
		name = model.Text{EN: id, ZH: id}
	}
	s := near
	s.ID, s.Elevation, s.Measured, s.WMO = id, elevation, false, ""
	s.EN = fmt.Sprintf("%s (by %s, %+.0f m)", name.In("en"), near.EN, elevation-near.Elevation)
	s.ZH = fmt.Sprintf("%s（由%s推算，%+.0f m）", name.In("zh"), near.ZH, elevation-near.Elevation)
	s.Year = near.Year.At(near.Elevation, elevation, lapseKPerKm)
	return s
}

// ownWeather checks the weather that a scenario brings itself.
func (x *cross) ownWeather() {
	for _, w := range x.s.Weather {
		path := "weather." + w.ID
		if !slices.ContainsFunc(x.s.Clusters, func(c model.Cluster) bool { return c.Station == w.ID }) {
			x.remarks = append(x.remarks, model.Text{
				EN: fmt.Sprintf("The weather %s has no effect: no cluster names it as its station.", w.ID),
				ZH: fmt.Sprintf("气象数据 %s 未被任何集群引用，不起作用。", w.ID),
			})
		}
		if slices.Contains(x.seeded, w.ID) {
			x.at([]string{path}, "%q is a climate station already; choose another id", w.ID)
		}
		switch {
		case w.File == "" && w.Station == "":
			x.at([]string{path, path + ".file", path + ".station"}, "has neither a file of hours nor a station that stands for it; give file, or station and elevation_m")
		case w.File != "" && w.Station != "":
			x.at([]string{path + ".station", path + ".file"}, "both a file and a station are given; take one of them out, or what a base scenario gives with file = \"\"")
		case w.Station != "":
			x.ref(path+".station", "climate station", w.Station, x.seeded)
			if w.ElevationM == nil {
				x.at([]string{path, path + ".elevation_m"}, "needs elevation_m, the elevation of the place, for which %q stands", w.Station)
			}
			if w.Use == "hourly" {
				x.at([]string{path + ".use", path + ".station"}, "stations have monthly statistics only; hourly needs a file")
			}
			if w.SHA256 != "" {
				x.at([]string{path + ".sha256", path + ".station"}, "belongs to a file, and there is none")
			}
		}
	}
}
