package result

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The files of a result.
const (
	resultFile   = "result.json"
	seriesFile   = "series.csv"
	targetsFile  = "targets.csv"
	scenarioFile = "scenario.toml"
	parquetFile  = "series.parquet"
	drawsFile    = "draws.csv"       // with an ensemble
	membersFile  = "members.parquet" // by MemberSeries
)

// File is one file to be written, named relative to the folder.
type File struct {
	Name string
	Data []byte
	from string // where it waits already to be put into its place, instead of Data
}

// ErrExists tells that a folder is already in use.
var ErrExists = errors.New("is not empty")

// ErrUnwritable tells that nothing can be written to a folder.
var ErrUnwritable = errors.New("cannot be written to")

// Prepare checks, before any work is done, that a folder can take results: it is empty
// or not there yet, or force is given and it can be written to.
func Prepare(dir string, force bool) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist): // Store makes it
		return writable(dir)
	case err != nil:
		return fmt.Errorf("--out %s cannot be used: %w; name a folder", dir, err)
	case !force && slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return !strings.HasPrefix(e.Name(), aside) }):
		return fmt.Errorf("--out %s %w; choose another folder, or replace a result there with --force", dir, ErrExists)
	}
	return writable(dir)
}

// writable sees that a folder, or the nearest that is there on the way to it, can be written to.
func writable(dir string) error {
	at := dir
	for {
		if _, err := os.Stat(at); err == nil || filepath.Dir(at) == at {
			break
		}
		at = filepath.Dir(at)
	}
	probe, err := os.MkdirTemp(at, aside)
	if err != nil {
		return fmt.Errorf("--out %s %w: %w; name another folder", dir, ErrUnwritable, err)
	}
	return os.Remove(probe)
}

// Files are the tables of a result, with the effective scenario that it came from.
func (r *Result) Files(scenario []byte) ([]File, error) {
	var series, table, targets bytes.Buffer
	if err := r.Series.Write(&series); err != nil {
		return nil, err
	}
	if err := r.Series.writeParquet(&table); err != nil {
		return nil, err
	}
	if err := r.writeTargets(&targets); err != nil {
		return nil, err
	}
	verdict, err := r.JSON()
	if err != nil {
		return nil, err
	}
	files := []File{
		{Name: scenarioFile, Data: scenario}, {Name: seriesFile, Data: series.Bytes()},
		{Name: parquetFile, Data: table.Bytes()}, {Name: targetsFile, Data: targets.Bytes()},
		{Name: resultFile, Data: verdict},
	}
	if len(r.Each) > 0 {
		draws, err := r.draws()
		if err != nil {
			return nil, err
		}
		files = append(files, File{Name: drawsFile, Data: draws})
	}
	return files, nil
}

// JSON is result.json.
func (r *Result) JSON() ([]byte, error) {
	var b bytes.Buffer
	err := WriteJSON(&b, r)
	return b.Bytes(), err
}

// WriteJSON writes a value as all JSON of the program looks.
func WriteJSON(w io.Writer, v any) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(v)
}

func (r *Result) writeTargets(w io.Writer) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"id", "quantity", "scope", "comparator", "required", "unit", "deadline", "strength",
		"simulated", "met", "margin", "first_met", "probability", "probability_low", "probability_high",
		"binding", "document", "clause", "name_en", "name_zh",
		"simulated_p05", "simulated_p50", "simulated_p95", "expected_shortfall", "shortfall_p95", "never_met_share"}}
	for _, t := range r.Targets {
		first := ""
		if t.FirstMet != nil {
			first = t.FirstMet.String()
		}
		var binding []string
		for _, b := range t.Binding {
			binding = append(binding, b.Constraint+"="+b.Share.String())
		}
		row := []string{t.ID, string(t.Quantity), t.Scope, string(t.Comparator), t.Required.String(), t.Unit,
			t.Deadline.String(), t.Strength, t.Simulated.String(), fmt.Sprint(t.Met), t.Margin.String(), first,
			t.Probability.String(), t.ProbabilityLow.String(), t.ProbabilityHigh.String(),
			strings.Join(binding, ";"), t.Source.Document, t.Source.Clause, t.Name.EN, t.Name.ZH}
		for _, n := range r.chances(t.ID) {
			row = append(row, n.String())
		}
		rows = append(rows, row)
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}

// chances are the last columns of a target, which are empty without an ensemble.
func (r *Result) chances(target string) [6]Number {
	if r.Ensemble != nil {
		if t, ok := r.Ensemble.Of(target); ok {
			return [...]Number{t.Simulated.P05, t.Simulated.P50, t.Simulated.P95, t.Shortfall.Mean, t.Shortfall.P95,
				Number(float64(t.Never) / float64(t.Of))}
		}
	}
	return [...]Number{Missing(), Missing(), Missing(), Missing(), Missing(), Missing()}
}

// Read reads a result back from its folder.
func Read(dir string) (*Result, error) {
	data, err := os.ReadFile(filepath.Join(dir, resultFile))
	if err != nil {
		return nil, fmt.Errorf("%s holds no result: %w; make one with hubcap run --out", dir, err)
	}
	r := &Result{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, resultFile), err)
	}
	f, err := os.Open(filepath.Join(dir, seriesFile))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if r.Series, err = readSeries(f); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Join(dir, seriesFile), err)
	}
	r.Series.fill()
	return r, nil
}
