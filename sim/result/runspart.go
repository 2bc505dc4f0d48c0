package result

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/parquet-go/parquet-go"
)

// PartMeta says which part of which sweep a file is; it stands in the metadata of the file.
type PartMeta struct {
	Study   string `json:"study"`   // hash of the study
	Part    int    `json:"part"`    // number of the part
	From    int    `json:"from"`    // its first point
	Points  string `json:"points"`  // hash of the values of its points
	Failed  int    `json:"failed"`  // rows whose status is failed
	Timeout int    `json:"timeout"` // rows whose status is timeout
}

// partKey is the key of a PartMeta as JSON in the metadata of a file.
const partKey = "hubcap.part"

// PartEncoder makes parts of one table of runs one after the other, with the same buffers.
type PartEncoder struct {
	w    *runsWriter
	file bytes.Buffer
}

// NewPartEncoder makes an encoder of parts with these columns.
func NewPartEncoder(columns []RunColumn) (*PartEncoder, error) {
	w, err := newRunsWriter(columns)
	return &PartEncoder{w: w}, err
}

// Encode is a part as a Parquet file; the same rows give the same bytes.
func (e *PartEncoder) Encode(r *Runs, m PartMeta) ([]byte, error) {
	if err := sameColumns(r.Columns, e.w.columns); err != nil {
		return nil, err
	}
	data, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	e.file.Reset()
	e.w.begin(&e.file, parquet.KeyValueMetadata(partKey, string(data)))
	if err := errors.Join(e.w.write(r, r.Len()), e.w.close()); err != nil {
		return nil, fmt.Errorf("part %d of the table of runs: %w", m.Part, err)
	}
	return bytes.Clone(e.file.Bytes()), nil
}

// Part is the rows as a part of the table; a PartEncoder makes many of them faster.
func (r *Runs) Part(m PartMeta) ([]byte, error) {
	e, err := NewPartEncoder(r.Columns)
	if err != nil {
		return nil, err
	}
	return e.Encode(r, m)
}

// ReadPart reads a part. It must have just these columns; with none given they are taken from
// the file.
func ReadPart(data []byte, columns []RunColumn) (*Runs, PartMeta, error) {
	var m PartMeta
	f, err := openPart(data, &m)
	if err != nil {
		return nil, m, err
	}
	there, err := fileColumns(f)
	if err != nil {
		return nil, m, err
	}
	if columns == nil {
		columns = there
	} else if err := sameColumns(there, columns); err != nil {
		return nil, m, fmt.Errorf("%w; it is of another study", err)
	}
	r := NewRuns(columns, int(f.NumRows()))
	for i := range columns {
		if err := readRunColumn(f, i, r, i); err != nil {
			return nil, m, err
		}
	}
	return r, m, nil
}

// ReadPartMeta reads which part a file is, be it of the table of runs or of that of series,
// and how many rows it has. It sees whether the file is whole, but does not read the rows.
func ReadPartMeta(data []byte) (PartMeta, int, error) {
	var m PartMeta
	f, err := openPart(data, &m)
	if err != nil {
		return m, 0, err
	}
	return m, int(f.NumRows()), nil
}

func openPart(data []byte, m *PartMeta) (*parquet.File, error) {
	f, err := openTable(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	text, there := f.Lookup(partKey)
	if !there {
		return nil, errors.New("it is no part of a sweep")
	}
	if err := json.Unmarshal([]byte(text), m); err != nil {
		return nil, fmt.Errorf("its metadata say no part: %w", err)
	}
	return f, nil
}

// sameColumns tells how the columns of a table differ from those wanted.
func sameColumns(got, want []RunColumn) error {
	if len(got) != len(want) {
		return fmt.Errorf("the table has %d columns, not %d", len(got), len(want))
	}
	for i := range want {
		g, w := &got[i], &want[i]
		if g.Name != w.Name || g.Kind != w.Kind || g.Unit != w.Unit || g.Role != w.Role {
			return fmt.Errorf("column %d of the table is %s, not %s", i+1, g.describe(), w.describe())
		}
	}
	return nil
}

func (c *RunColumn) describe() string {
	return fmt.Sprintf("%q (%s %s, unit %q)", c.Name, c.Role, runKinds[c.Kind], c.Unit)
}
