package result

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"hubcap/model"
)

// ManifestFile is the file in the folder of a sweep that says what the sweep is of.
const ManifestFile = "manifest.json"

// ManifestLayout is the layout of the files of a sweep. A program reads no other.
const ManifestLayout = 1

// Manifest is manifest.json: what a sweep is of, the same for all its shards.
type Manifest struct {
	Version    string           `json:"version"` // of the program
	Build      string           `json:"build"`   // of the program, as sim.Build has it
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
	Series     []string         `json:"series,omitempty"` // ids of what is kept of every step, in parts of its own
	Points     int              `json:"points"`           // rows of the table
	Runs       int              `json:"runs"`             // points times members
	PartPoints int              `json:"part_points"`
	Parts      int              `json:"parts"`
	Warnings   []Text           `json:"warnings"` // what has to be read with the table
	Done       *ManifestDone    `json:"done"`     // once all parts are merged
	Sum        string           `json:"sum"`      // SHA-256 of all the rest; only in the file
}

// ManifestStudy names the study. Its hash is that of everything that decides what a point comes
// to: the effective scenarios, axes, design, seed, members, what is kept, and the program.
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

	Targets []ManifestTarget `json:"targets,omitempty"` // its own, where there are several scenarios
}

// TargetOf is a target as a scenario has it, or nil.
func (m *Manifest) TargetOf(scenario, id string) *ManifestTarget {
	list := m.Targets
	for i := range m.Scenarios {
		if b := &m.Scenarios[i]; b.ID == scenario && len(m.Scenarios) > 1 {
			list = b.Targets
		}
	}
	for i := range list {
		if list[i].ID == id {
			return &list[i]
		}
	}
	return nil
}

// ManifestDesign is the design of the points.
type ManifestDesign struct {
	Kind         string `json:"kind"`
	Samples      int    `json:"samples,omitempty"`
	SecondOrder  bool   `json:"second_order,omitempty"`
	Trajectories int    `json:"trajectories,omitempty"`
	Levels       int    `json:"levels,omitempty"`
	PointsHash   string `json:"points_hash,omitempty"` // of the values of all points that come from a file
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

// ManifestTarget is what points are judged by; in the list of the manifest, that of the first
// scenario that has it.
type ManifestTarget struct {
	ID         string             `json:"id"`
	Name       Text               `json:"name"`
	Quantity   model.QuantityName `json:"quantity"`
	Scope      string             `json:"scope"`
	Where      Text               `json:"where"`
	Comparator model.Comparator   `json:"comparator"`
	Required   Number             `json:"required"`
	RequiredBy string             `json:"required_by,omitempty"` // the axis that sets what is required, if one does
	Unit       string             `json:"unit"`
	Deadline   model.Date         `json:"deadline"`
	DeadlineBy string             `json:"deadline_by,omitempty"` // the axis that sets the deadline, if one does
}

// ManifestDone is what the merged table holds.
type ManifestDone struct {
	OK      int            `json:"ok"`
	Failed  int            `json:"failed"`
	Timeout int            `json:"timeout"`
	SHA256  string         `json:"sha256"` // of runs.parquet
	Targets []TargetPoints `json:"targets"`
	Causes  []PointsCause  `json:"causes"` // of points that are not ok, the most frequent first
}

// TargetPoints is what became of a target, or of all together, at the points of a scenario.
type TargetPoints struct {
	Scenario string   `json:"scenario"`
	Target   string   `json:"target"` // "all" is all together
	Points   int      `json:"points"` // that did not fail
	Met      int      `json:"met"`    // points that meet it; with members with at least 50 %
	Likely   int      `json:"likely"` // with at least 90 %
	Lowest   Number   `json:"lowest"` // probability of all points; 0 or 1 without members
	Highest  Number   `json:"highest"`
	Best     int      `json:"best"`    // the point with the highest; of several, the one farthest on the good side, or nearest to it
	At       []string `json:"at"`      // the values of the axes there
	Nearest  Number   `json:"nearest"` // the value there, or the mean of the members'

	Promises []Promise `json:"promises,omitempty"`
}

// Promise is the most demanding bound of a target that a point meets with a probability, where
// the bound is an axis.
type Promise struct {
	Probability float64  `json:"probability"` // at least; 0.5 or 0.9, and 1 without members
	Bound       Number   `json:"bound"`
	Point       int      `json:"point"` // the first that does
	At          []string `json:"at"`
}

// PointsCause is a reason for which points failed.
type PointsCause struct {
	Cause  string `json:"cause"`
	Points int    `json:"points"`
	First  int    `json:"first"`
}

// JSON is the manifest as a file.
func (m *Manifest) JSON() ([]byte, error) {
	whole := *m
	var err error
	if whole.Sum, err = m.sum(); err != nil {
		return nil, err
	}
	data, err := json.MarshalIndent(&whole, "", "  ")
	return append(data, '\n'), err
}

// sum is the hash of what the manifest says, but for the hash.
func (m *Manifest) sum() (string, error) {
	rest := *m
	rest.Sum = ""
	data, err := json.Marshal(&rest)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// ReadManifest reads the manifest of the sweep in a folder.
func ReadManifest(dir string) (*Manifest, error) {
	path := filepath.Join(dir, ManifestFile)
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s holds no sweep: there is no %s; make one with hubcap sweep STUDY --out %s", dir, ManifestFile, dir)
	case err != nil:
		return nil, err
	}
	m := &Manifest{}
	if err := m.parse(data); err != nil {
		return nil, fmt.Errorf("%s%w", path, err)
	}
	return m, nil
}

// parse reads the manifest; its errors go on after the name of the file.
func (m *Manifest) parse(data []byte) error {
	const mend = "copy the file again from where the sweep was made, or make the sweep anew with hubcap sweep --fresh"
	var which struct {
		Layout *int `json:"layout"`
	}
	// The layout comes first: nothing else need be the same in another.
	if err := json.Unmarshal(data, &which); err != nil {
		return fmt.Errorf("%s: %w; %s", place(data, err), malformed(data, err), mend)
	}
	switch {
	case which.Layout == nil:
		return errors.New(": it says no layout, so it is no manifest of a sweep; " + mend)
	case *which.Layout != ManifestLayout:
		return fmt.Errorf(": the sweep has layout %d, this program reads layout %d; use the version of hubcap that made it, or make the sweep anew with hubcap sweep --fresh",
			*which.Layout, ManifestLayout)
	}
	if err := json.Unmarshal(data, m); err != nil {
		return fmt.Errorf("%s: %w; %s", place(data, err), err, mend)
	}
	for _, c := range []struct {
		there bool
		name  string
	}{
		{m.Study.Hash != "", "study.hash"}, {len(m.Scenarios) > 0, "scenarios"}, {len(m.Columns) > 0, "columns"},
		{m.Points > 0, "points"}, {m.PartPoints > 0, "part_points"}, {m.Parts > 0, "parts"},
	} {
		if !c.there {
			return fmt.Errorf(": %s is not there; %s", c.name, mend)
		}
	}
	if sum, err := m.sum(); err != nil || sum != m.Sum {
		return errors.New(": it is damaged or was edited: it is not what its sum says; " + mend)
	}
	m.Sum = ""
	return nil
}

// place is the line and column that an error of JSON points at, as :LINE:COLUMN.
func place(data []byte, err error) string {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	var at int64
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &wrong):
		at = wrong.Offset
	default:
		return ""
	}
	before := data[:min(max(at-1, 0), int64(len(data)))]
	return fmt.Sprintf(":%d:%d", 1+bytes.Count(before, []byte("\n")), len(before)-bytes.LastIndexByte(before, '\n'))
}

// malformed says of what is no JSON whether it is only cut off.
func malformed(data []byte, err error) error {
	var syntax *json.SyntaxError
	switch {
	case !errors.As(err, &syntax):
		return err
	case syntax.Error() == "unexpected end of JSON input", !bytes.HasSuffix(bytes.TrimSpace(data), []byte("}")):
		return errors.New("it is cut off: the JSON has no end")
	}
	return fmt.Errorf("it is not JSON: %w", err)
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
