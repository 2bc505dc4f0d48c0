package result

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"

	"hubcap/model"
)

// MemberRowBytes is about the most that a row of members.parquet takes on disk: 3.4 were
// measured of guizhou-2024 with other lead times, 5.8 where every series has a factor of its
// own. A member of guizhou-2024 has 19,876 rows.
const MemberRowBytes = 6

// memberGroup is how many rows a row group has at least; its compressed pages are held in
// memory until it is full, 6 MB or so.
const memberGroup = 1 << 20

// memberRow is a row of members.parquet. The value is that of the simulation with all its
// digits; its bytes are regrouped (BYTE_STREAM_SPLIT), which makes the file a seventh smaller.
type memberRow struct {
	Member   int32   `parquet:"member,delta"`
	Date     int32   `parquet:"date,date,dict"`
	Scope    string  `parquet:"scope,dict"`
	Quantity string  `parquet:"quantity,dict"`
	Unit     string  `parquet:"unit,dict"`
	Value    float64 `parquet:"value,split"`
}

// MemberSeries writes the series of all members as one long table while they are simulated:
// members.parquet, by member, then scope and quantity in the order of the columns, then date.
// It grows aside in the folder of the result until Store puts it into its place.
type MemberSeries struct {
	dir     string
	made    bool   // dir, which was not there
	aside   string // folder in which the file grows
	file    *os.File
	out     *parquet.GenericWriter[memberRow]
	rows    []memberRow // the next batch
	dates   []int32
	columns []Column
	next    int // the least member that may come
	grouped int // rows since the last row group
}

// NewMemberSeries begins the table in the folder of a result. Of the columns only the names
// count.
func NewMemberSeries(dir string, dates []model.Date, columns []Column) (*MemberSeries, error) {
	_, err := os.Stat(dir)
	m := &MemberSeries{dir: dir, made: errors.Is(err, fs.ErrNotExist), columns: columns}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("--out: %w", err)
	}
	if m.aside, err = os.MkdirTemp(dir, aside); err != nil {
		return nil, fmt.Errorf("--out: %w", err)
	}
	if m.file, err = os.Create(filepath.Join(m.aside, membersFile)); err != nil {
		m.Abort()
		return nil, fmt.Errorf("--out: %w", err)
	}
	m.out = parquet.NewGenericWriter[memberRow](m.file, tableOptions()...)
	m.rows = make([]memberRow, 0, parquetBatch)
	for _, d := range dates {
		m.dates = append(m.dates, days(d))
	}
	return m, nil
}

// Write adds a member: its values by date, then by column, with a NaN where there is none.
// Members come in ascending order; some may be left out.
func (m *MemberSeries) Write(member int, values []float64) error {
	switch {
	case member < m.next || member > math.MaxInt32:
		return fmt.Errorf("member %d cannot follow member %d", member, m.next-1)
	case len(values) != len(m.dates)*len(m.columns):
		return fmt.Errorf("member %d has %d values, not %d for each of %d dates", member, len(values), len(m.columns), len(m.dates))
	}
	m.next = member + 1
	for i := range m.columns {
		c := &m.columns[i]
		for k, date := range m.dates {
			v := values[k*len(m.columns)+i]
			if !Number(v).written() {
				continue
			}
			// Adding 0 takes the sign of -0 away.
			m.rows = append(m.rows, memberRow{int32(member), date, c.Scope, string(c.Quantity), c.Unit, v + 0})
			if len(m.rows) == cap(m.rows) {
				if err := m.flush(); err != nil {
					return err
				}
			}
		}
	}
	if m.grouped < memberGroup {
		return nil
	}
	m.grouped = 0
	return m.out.Flush()
}

func (m *MemberSeries) flush() error {
	_, err := m.out.Write(m.rows)
	m.grouped += len(m.rows)
	m.rows = m.rows[:0]
	return err
}

// Close ends the table and gives it as a file for Store to the same folder.
func (m *MemberSeries) Close() (File, error) {
	if err := errors.Join(m.flush(), m.out.Close(), m.file.Close()); err != nil {
		return File{}, err
	}
	return File{Name: membersFile, from: m.file.Name()}, nil
}

// Abort removes what Store has not put into its place. It is called at the end in any case.
func (m *MemberSeries) Abort() {
	m.file.Close() //nolint:errcheck // it is removed, or was closed before
	os.RemoveAll(m.aside)
	if m.made {
		os.Remove(m.dir) // only if it is empty
	}
}
