package result

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
)

// Keys in the metadata of a table of runs, beside that of its checksum.
const (
	columnsKey = "hubcap.columns" // []RunColumn as JSON
	unitKey    = "unit:"          // and the name of a column, for people and other programs
)

// runsWriter writes rows of the table of runs as Parquet, column by column; one file, or
// several one after the other.
type runsWriter struct {
	columns []RunColumn
	options []parquet.WriterOption
	seal    *seal
	out     *parquet.GenericWriter[any]
	values  []parquet.Value // of a column, while it is written
}

func newRunsWriter(columns []RunColumn) (*runsWriter, error) {
	options := append(tableOptions(), runsSchema(columns),
		parquet.KeyValueMetadata(sealKey, string(sealOpen())))
	names := make(map[string]bool, len(columns))
	for _, c := range columns {
		if names[c.Name] {
			return nil, fmt.Errorf("two columns of the table of runs are named %q; give one another id", c.Name)
		}
		names[c.Name] = true
		if c.Kind == RunText { // as in tableOptions
			options = append(options, parquet.SkipPageBounds(c.Name), parquet.SkipPageStatistics(c.Name))
		}
		if c.Unit != "" {
			options = append(options, parquet.KeyValueMetadata(unitKey+c.Name, c.Unit))
		}
	}
	data, err := json.Marshal(columns)
	if err != nil {
		return nil, err
	}
	options = append(options, parquet.KeyValueMetadata(columnsKey, string(data)))
	return &runsWriter{columns: columns, options: options}, nil
}

// begin begins a file. Each has a Writer of its own: one that is used again with Reset leaves
// the names out of the metadata of the columns (parquet-go v0.32, issue 602).
func (w *runsWriter) begin(to io.Writer, meta ...parquet.WriterOption) {
	w.seal = newSeal(to)
	w.out = parquet.NewGenericWriter[any](w.seal, slices.Concat(w.options, meta)...)
}

// runsSchema are the columns as Parquet knows them. Missing numbers and texts are null; only
// the point is always there. Numbers stay in plain encoding: their bytes regrouped, as in
// members.parquet, a table was a tenth smaller, but took 1.4 times as long to write.
func runsSchema(columns []RunColumn) *parquet.Schema {
	root := &inOrder{Node: parquet.Group{}}
	for _, c := range columns {
		var n parquet.Node
		switch c.Kind {
		case RunCount:
			n = parquet.Encoded(parquet.Leaf(parquet.Int64Type), &parquet.DeltaBinaryPacked)
		case RunBool:
			n = parquet.Leaf(parquet.BooleanType)
		case RunText:
			n = parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
		default:
			n = parquet.Leaf(parquet.DoubleType)
		}
		if c.Role != RolePoint {
			n = parquet.Optional(n)
		}
		root.fields = append(root.fields, parquet.Group{c.Name: n}.Fields()...)
	}
	return parquet.NewSchema("run", root)
}

// inOrder is a group that has its columns in their order; parquet.Group sorts them by name.
type inOrder struct {
	parquet.Node
	fields []parquet.Field
}

// Fields are the columns.
func (n *inOrder) Fields() []parquet.Field { return n.fields }

// write adds rows as a page of each column.
func (w *runsWriter) write(r *Runs, rows int) error {
	if rows == 0 { // the library takes the address of the first
		return nil
	}
	out := w.out.ColumnWriters()
	for i := range w.columns {
		if err := w.column(r, i, rows); err != nil {
			return err
		}
		if _, err := out[i].WriteRowValues(w.values); err != nil {
			return err
		}
		if err := out[i].Flush(); err != nil {
			return err
		}
	}
	return nil
}

// column puts the values of a column into w.values.
func (w *runsWriter) column(r *Runs, i, rows int) error {
	c := &w.columns[i]
	level := 1
	if c.Role == RolePoint {
		level = 0
	}
	null := parquet.NullValue().Level(0, 0, i)
	w.values = w.values[:0]
	if c.Kind == RunText {
		last, v := "", null // a text is often that of the row before
		for _, text := range r.Texts[i][:rows] {
			switch text {
			case last:
			case "":
				v = null
			default:
				v = parquet.ByteArrayValue([]byte(valid(text))).Level(0, level, i)
			}
			last = text
			w.values = append(w.values, v)
		}
		return nil
	}
	for row, x := range r.Numbers[i][:rows] {
		v := null
		switch {
		case !Number(x).written() && level > 0:
		case c.Kind == RunCount:
			if x != math.Trunc(x) || !(math.Abs(x) <= mostCount) {
				return fmt.Errorf("column %s, row %d: %v is no count", c.Name, row, x)
			}
			v = parquet.Int64Value(int64(x)).Level(0, level, i)
		case c.Kind == RunBool:
			if x != 0 && x != 1 {
				return fmt.Errorf("column %s, row %d: %v is neither 0 nor 1", c.Name, row, x)
			}
			v = parquet.BooleanValue(x == 1).Level(0, level, i)
		default:
			v = parquet.DoubleValue(x+0).Level(0, level, i) // adding 0 takes the sign of -0 away
		}
		w.values = append(w.values, v)
	}
	return nil
}

// mostCount is the greatest number up to which a float64 holds every whole one.
const mostCount = 1 << 53

// valid is a text that other programs take for UTF-8.
func valid(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// close ends the file.
func (w *runsWriter) close() error {
	if err := w.out.Flush(); err != nil {
		return err
	}
	w.seal.hold = true
	if err := w.out.Close(); err != nil {
		return err
	}
	return w.seal.close()
}
