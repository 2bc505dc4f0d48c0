package result

import (
	"encoding/json"
	"fmt"

	"hubcap/model"
)

// Manifest is manifest.json: what a sweep is of, the same for all its shards.
type Manifest struct {
	Version    string           `json:"version"` // of the program
	Layout     int              `json:"layout"`  // of the files
	Study      ManifestStudy    `json:"study"`
	Seeds      string           `json:"seeds"` // hash of the seed data
	Scenarios  []ManifestBase   `json:"scenarios"`
	Members    int              `json:"members"` // at each point; 1 is the central run
	Seed       uint64           `json:"seed"`
	Sampling   string           `json:"sampling"` // of members
	MostFailed float64          `json:"most_failed"`
	Design     ManifestDesign   `json:"design"`
	Axes       []ManifestAxis   `json:"axes"`
	Targets    []ManifestTarget `json:"targets"`
	Columns    []RunColumn      `json:"columns"`
	Points     int              `json:"points"` // rows of the table
	Runs       int              `json:"runs"`   // points times members
	PartPoints int              `json:"part_points"`
	Parts      int              `json:"parts"`
	Done       *ManifestDone    `json:"done"` // once all parts are merged
}

// ManifestStudy names the study. Its hash is that of everything that decides what a point comes
// to: the effective scenarios, axes, design, seed, members, what is kept, and the version.
type ManifestStudy struct {
	Name  string `json:"name"`
	Title Text   `json:"title"`
	Hash  string `json:"hash"`
}

// ManifestBase is a scenario that points start from.
type ManifestBase struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Title Text     `json:"title"`
	Set   []string `json:"set"`
	Hash  []string `json:"hash"` // of the effective scenario, one for each choice of words
}

// ManifestDesign is the design of the points.
type ManifestDesign struct {
	Kind         string `json:"kind"`
	Samples      int    `json:"samples,omitempty"`
	SecondOrder  bool   `json:"second_order,omitempty"`
	Trajectories int    `json:"trajectories,omitempty"`
	Levels       int    `json:"levels,omitempty"`
}

// ManifestAxis is what differs between points.
type ManifestAxis struct {
	ID     string   `json:"id"`
	Path   string   `json:"path"`
	Unit   string   `json:"unit"`
	Values []Number `json:"values,omitempty"` // of a list, and of all axes of a grid
	Texts  []string `json:"texts,omitempty"`
	Low    *Number  `json:"low,omitempty"` // of a range
	High   *Number  `json:"high,omitempty"`
	Log    bool     `json:"log,omitempty"`
	Dist   string   `json:"dist,omitempty"` // as TOML
	With   string   `json:"with,omitempty"` // the axis that it goes along with
	Label  Text     `json:"label"`
}

// ManifestTarget is what points are judged by. With several scenarios it is that of the first
// that has it.
type ManifestTarget struct {
	ID         string             `json:"id"`
	Name       Text               `json:"name"`
	Quantity   model.QuantityName `json:"quantity"`
	Scope      string             `json:"scope"`
	Where      Text               `json:"where"`
	Comparator model.Comparator   `json:"comparator"`
	Required   Number             `json:"required"`
	Unit       string             `json:"unit"`
	Deadline   model.Date         `json:"deadline"`
}

// ManifestDone is what the merged table holds.
type ManifestDone struct {
	OK      int    `json:"ok"`
	Failed  int    `json:"failed"`
	Timeout int    `json:"timeout"`
	SHA256  string `json:"sha256"` // of runs.parquet
}

// JSON is the manifest as a file.
func (m *Manifest) JSON() ([]byte, error) {
	data, err := json.MarshalIndent(m, "", "  ")
	return append(data, '\n'), err
}

// The names of the kinds.
var runKinds = [...]string{RunNumber: "number", RunCount: "count", RunBool: "bool", RunText: "text"}

// MarshalText writes the name of the kind.
func (k RunKind) MarshalText() ([]byte, error) { return []byte(runKinds[k]), nil }

// UnmarshalText reads it.
func (k *RunKind) UnmarshalText(text []byte) error {
	for i, name := range runKinds {
		if name == string(text) {
			*k = RunKind(i)
			return nil
		}
	}
	return fmt.Errorf("%q is no kind of column", text)
}
