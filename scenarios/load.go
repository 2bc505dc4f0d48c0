// Package scenarios turns TOML into a scenario that can be trusted. A file is read into
// a tree with positions, laid over the scenario that it extends, changed by settings
// from the command line, and held against the one table of parameters. Only a tree
// without any mistake is written out again, as the effective scenario, and what the
// engine runs is decoded from exactly those bytes: the file a user can read afterwards
// is the scenario that was simulated.
package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"hubcap/model"
	"hubcap/scenarios/internal/document"
	"hubcap/seeds"
)

// maxExtends bounds a chain of scenarios that extend each other.
const maxExtends = 16

// Problems are all mistakes found in a scenario, in the order of the files.
type Problems []document.Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.String()
	}
	return strings.Join(lines, "\n")
}

// Effective is a scenario with everything resolved.
type Effective struct {
	model.Scenario
	TOML    []byte   // as a file, with the sources beside the numbers
	Files   []string // the files that it was read from, weather among them; shipped ones are no files
	Numbers []Value  // every number, in the order of the format

	Attached []Attachment // files of weather that TOML refers to

	under ground
}

// Load reads a scenario by its shipped name or as a file, with settings PATH=VALUE laid
// over it. The error is Problems if the scenario itself is at fault.
func Load(name string, settings []string) (*Effective, error) { return LoadFrom("", name, settings) }

// LoadFrom is Load for a scenario and settings that stand in a file of the folder: the files
// that they name are relative to it.
func LoadFrom(folder, name string, settings []string) (*Effective, error) {
	data, err := SeedData()
	if err != nil {
		return nil, err
	}
	l := &loader{format: schema(model.Parameters()), data: data, folder: folder, added: map[*document.Node]addition{}, loosened: map[string]bool{}}
	tree, err := l.read(name, folder, nil)
	if err != nil {
		return nil, err
	}
	if l.fatal {
		return nil, l.sorted()
	}
	for _, setting := range settings {
		l.set(tree, setting)
	}
	return l.finish(tree)
}

// loader collects the problems of all files of a scenario.
type loader struct {
	format   *field
	data     model.Data // of the seeds
	folder   string     // that files named in settings are relative to
	added    map[*document.Node]addition
	loosened map[string]bool // groups of which a number was replaced
	problems []document.Problem
	order    []string // files as they were read
	fatal    bool
	orphan   bool // something that is extended is not there
}

// finish checks the merged tree and decodes it.
func (l *loader) finish(tree *document.Node) (*Effective, error) {
	c := &checker{added: l.added, orphan: l.orphan, nodes: map[string]*document.Node{"": tree}, wrong: map[string]bool{}, problems: l.problems,
		chances: map[string]*chance{}, loosened: l.loosened, rank: l.rank, folder: l.folder}
	alone := len(l.order) == 1 && tree.Fields["time"] == nil
	c.table(l.format, "", tree)
	for i := range c.problems {
		if p := &c.problems[i]; alone && p.Path == "time.start" {
			p.What += "; if this builds on another scenario, begin with extends = \"guizhou-2024\""
		}
	}
	c.takenOut(tree)
	c.groups(tree, c.drawn(l.format, tree))
	records := c.weatherFiles(tree)
	e := &Effective{TOML: write(l.format, tree, annotated), Files: slices.Concat(l.order, c.read), Numbers: numbers(l.format, tree)}
	switch meta, err := toml.Decode(string(write(l.format, tree, central)), &e.Scenario); {
	case err != nil:
		return nil, fmt.Errorf("the effective scenario cannot be decoded (a defect of the program): %w", err)
	case len(meta.Undecoded()) > 0:
		return nil, fmt.Errorf("nothing in the program holds %s of the scenario (a defect of the program)", meta.Undecoded()[0])
	}
	e.under = ground{l.data, records, c.nodes, c.chances}
	e.under.lay(&e.Scenario)
	for _, w := range e.Weather {
		if r, ok := records[w.ID]; ok {
			e.Attached = append(e.Attached, Attachment{w.File, r.csv})
		}
	}
	if !l.orphan {
		newCross(c, &e.Scenario, len(l.data.Stations)).all()
	}
	if l.problems = c.problems; len(l.problems) > 0 {
		return nil, l.sorted()
	}
	e.Uncertain = c.uncertain(c.drawn(l.format, tree), len(e.Numbers))
	sum := sha256.Sum256(write(l.format, tree, bare))
	e.Hash, e.Remarks = hex.EncodeToString(sum[:]), c.remarks
	e.Changes = changes(l.format, tree)
	if err := e.doubts(); err != nil {
		return nil, err
	}
	return e, nil
}

// rank is the layer in which something stands: the files from the base up, then settings.
func (l *loader) rank(pos document.Pos) int {
	if i := slices.Index(l.order, pos.File); i >= 0 {
		return i
	}
	return len(l.order)
}

// sorted puts the problems in the order of the files and their lines.
func (l *loader) sorted() Problems {
	rank := func(p document.Problem) int { return l.rank(p.Pos) }
	slices.SortStableFunc(l.problems, func(a, b document.Problem) int {
		switch {
		case rank(a) != rank(b):
			return rank(a) - rank(b)
		case a.Pos.Before(b.Pos):
			return -1
		case b.Pos.Before(a.Pos):
			return 1
		}
		return strings.Compare(a.Path, b.Path)
	})
	return slices.CompactFunc(l.problems, func(a, b document.Problem) bool { return a == b })
}

// read parses a file and lays it over what it extends. Chain holds the names on the way.
func (l *loader) read(name, dir string, chain []string) (*document.Node, error) {
	file, data, err := open(name, dir)
	if err != nil {
		return nil, err
	}
	l.order = append([]string{file}, l.order...)
	tree, problems := document.Parse(file, data)
	l.problems = append(l.problems, problems...)
	for _, p := range problems {
		l.fatal = l.fatal || p.Fatal
	}
	base := tree.Fields["extends"]
	if base == nil {
		return tree, nil
	}
	tree.Delete("extends")
	chain = append(chain, file)
	blame := func(format string, args ...any) (*document.Node, error) {
		l.problems = append(l.problems, document.Problem{Pos: base.Value, Path: "extends", What: fmt.Sprintf(format, args...)})
		l.orphan = true
		return tree, nil
	}
	if base.Kind != document.String {
		return blame("is %s, and the name of a scenario in quotes is wanted", base.Kind)
	}
	next, _, err := open(base.Text, filepath.Dir(file))
	switch {
	case err != nil:
		return blame("%s", err)
	case slices.Contains(chain, next):
		return blame("goes round in a circle: %s -> %s; remove one of them", strings.Join(chain, " -> "), next)
	case len(chain) >= maxExtends:
		return blame("is the end of a chain of %d scenarios; %d are allowed", len(chain)+1, maxExtends)
	}
	lower, err := l.read(base.Text, filepath.Dir(file), chain)
	if err != nil || l.fatal {
		return tree, err
	}
	m := &merger{format: l.format, base: base.Text, added: l.added, loosened: l.loosened}
	m.table(l.format, "", lower, tree)
	l.problems = append(l.problems, m.problems...)
	lower.Pos = tree.Pos
	return lower, nil
}

// open finds a scenario: a shipped one by name, or a file, relative to the folder of
// the one that names it. It returns the name under which problems are reported.
func open(name, dir string) (file string, data []byte, err error) {
	if data, err := shipped.ReadFile(name + ".toml"); err == nil && name != starter && name != starterDemand {
		return name + ".toml (shipped)", data, nil
	}
	path := name
	if !filepath.IsAbs(name) {
		path = filepath.Join(dir, name)
	}
	data, err = ReadFile(path, "scenario")
	if errors.Is(err, fs.ErrNotExist) {
		switch _, there := os.Stat(path + ".toml"); {
		case strings.HasSuffix(name, ".toml"):
			err = fmt.Errorf("there is no file %s", path)
		case there == nil:
			err = fmt.Errorf("%q is no shipped scenario; did you mean the file %s.toml?", name, path)
		default:
			err = fmt.Errorf("%q is neither a shipped scenario nor a file%s", name, DidYouMean(name, Names()))
		}
	}
	return path, data, err
}

// ReadFile reads a text that is a scenario, or what else is said, if it is a file of a bearable size.
func ReadFile(path, what string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file; a %s is a TOML file", path, what)
	}
	if info.Size() > document.MaxBytes {
		return nil, fmt.Errorf("%s has %d MB; a %s is a text of some kilobytes, and %d MB are the limit", path, info.Size()/1e6, what, document.MaxBytes>>20)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, document.MaxBytes+1))
}

// SeedData is what scenarios refer to by id.
func SeedData() (model.Data, error) {
	var d model.Data
	var errs [4]error
	d.Stations, errs[0] = seeds.Stations()
	d.Places, errs[1] = seeds.Places()
	d.Links, errs[2] = seeds.Links()
	d.Legacy, errs[3] = seeds.LegacyLinks()
	d.Hash = seeds.Hash()
	return d, errors.Join(errs[:]...)
}
