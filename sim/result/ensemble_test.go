package result

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"hubcap/model"
)

// distinct fills every field of a value with something else than its neighbours have, two
// of each list.
func distinct(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[model.Date]() {
			v.Set(reflect.ValueOf(model.Date{Year: 2020, Month: 1, Day: 1}.AddDays(*n)))
			return
		}
		for _, field := range v.Fields() {
			distinct(field, n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		distinct(v.Index(0), n)
		distinct(v.Index(1), n)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		distinct(v.Elem(), n)
	case reflect.String:
		v.SetString("s" + strconv.Itoa(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(float64(*n) + .5)
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Uint64:
		v.SetUint(1<<60 + uint64(*n))
	default:
		panic(v.Kind().String() + " is not filled")
	}
}

// Every field of an ensemble and of a comparison comes back from JSON.
func TestEnsembleJSON(t *testing.T) {
	for _, v := range []any{&Ensemble{}, &Comparison{}} {
		n := 0
		distinct(reflect.ValueOf(v).Elem(), &n)
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		back := reflect.New(reflect.TypeOf(v).Elem())
		if err := json.Unmarshal(data, back.Interface()); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(v, back.Interface()) {
			t.Errorf("got  %+v\nwant %+v", back.Elem(), v)
		}
		if _, bad := v.(*Comparison); bad && bytes.Count(data, []byte(`"probability"`)) < 4 {
			t.Errorf("the chances of the scenarios are not there: %s", data)
		}
	}
}

// ensembleSample has four members, of which one failed.
func ensembleSample(t *testing.T) *Result {
	t.Helper()
	r := sample(t)
	r.Series = spreadSample(t)
	r.Members = 4
	r.Targets = append(r.Targets, Target{ID: "u"})
	missing := Spread{Missing(), Missing(), Missing(), Missing(), Missing(), Missing()}
	r.Ensemble = &Ensemble{Members: 4, Sampling: "plain", Failed: 1, Processes: []string{}, Pairs: []TargetPair{}, Joint: Wilson(0, 3),
		Causes: []FailureCause{{"a, \"b\"", 1, 2}}, Draws: []Drawn{{Path: "cluster.h.racks", Spread: missing}},
		Targets: []TargetChances{{ID: "u", Chance: Wilson(1, 3), Never: 2, Simulated: Spread{1, 2, 3, 4, 5, 6},
			Shortfall: Spread{.25, 8, 9, 10, 11, 12}}, {ID: "t", Simulated: missing, Shortfall: missing}}}
	r.Each = []Member{
		{Index: 0, Met: []bool{true, false}, Simulated: []float64{1. / 3, nan}, Drawn: []float64{1e6}},
		{Index: 1, Met: []bool{false, false}, Simulated: []float64{2, 3}, Drawn: []float64{-.5}},
		{Index: 2, Failed: "a, \"b\""},
		{Index: 3, Met: []bool{false, true}, Simulated: []float64{4, 5}, Drawn: []float64{1e-9}},
	}
	return r
}

func file(t *testing.T, files []File, name string) string {
	t.Helper()
	for _, f := range files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	t.Fatalf("no %s", name)
	return ""
}

func TestDraws(t *testing.T) {
	r := ensembleSample(t)
	files, err := r.Files(nil)
	if err != nil {
		t.Fatal(err)
	}
	want := `member,failed,t_met,u_met,t,u,cluster.h.racks
0,,true,false,0.3333333333,,1000000
1,,false,false,2,3,-0.5
2,"a, ""b""",,,,,
3,,false,true,4,5,1e-09
`
	if got := file(t, files, "draws.csv"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	r.Ensemble = nil
	if files, err = r.Files(nil); err != nil || !strings.HasPrefix(file(t, files, "draws.csv"), "member,failed,t_met,u_met,t,u\n0,,true,false,0.3333333333,\n") {
		t.Error(err, file(t, files, "draws.csv"))
	}
}

// The last columns of targets.csv are those of the ensemble, empty without one.
func TestTargetsTable(t *testing.T) {
	const names = "simulated_p05,simulated_p50,simulated_p95,expected_shortfall,shortfall_p95,never_met_share"
	for want, r := range map[string]*Result{",,,,,": sample(t), "2,4,6,0.25,12,0.6666666667": ensembleSample(t)} {
		files, err := r.Files(nil)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(file(t, files, "targets.csv"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(rows[0], ","); !strings.HasSuffix(got, ",name_en,name_zh,"+names) {
			t.Error(got)
		}
		if got := strings.Join(rows[len(rows)-1][20:], ","); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if got := strings.Join(rows[1][20:], ","); got != ",,,,," {
			t.Errorf("a target of which nothing is known has %s", got)
		}
	}
}

// An ensemble is read back with all but its members, and its tables do not outlive it.
func TestStoreEnsemble(t *testing.T) {
	r := ensembleSample(t)
	files, err := r.Files(nil)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := Store(dir, append(files, File{Name: "members.parquet"}), nil, false); err != nil {
		t.Fatal(err)
	}
	back, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	again, err := back.Files(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"result.json", "series.csv", "series.parquet", "targets.csv"} {
		if file(t, again, name) != file(t, files, name) {
			t.Errorf("%s changed", name)
		}
	}
	if back.Ensemble == nil || len(back.Each) > 0 {
		t.Errorf("%+v", back)
	}
	// Charts alone leave the tables; a result without an ensemble takes them away.
	if err := Store(dir, []File{{Name: "charts/c.svg"}}, nil, true); err != nil {
		t.Fatal(err)
	}
	if err := exist(dir, "draws.csv", "members.parquet", "series.parquet"); err != nil {
		t.Error(err)
	}
	if files, err = sample(t).Files(nil); err != nil {
		t.Fatal(err)
	}
	if err := Store(dir, files, nil, true); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"draws.csv", "members.parquet"} {
		if err := exist(dir, name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there", name)
		}
	}
	if err := exist(dir, "series.parquet"); err != nil {
		t.Error(err)
	}
}

func exist(dir string, names ...string) error {
	var all error
	for _, name := range names {
		_, err := os.Stat(filepath.Join(dir, name))
		all = errors.Join(all, err)
	}
	return all
}

// 10,000 members with 400 draws.
func BenchmarkDraws(b *testing.B) {
	r := &Result{Targets: make([]Target, 10), Ensemble: &Ensemble{Draws: make([]Drawn, 400)}}
	for i := range 10_000 {
		m := Member{Index: i, Met: make([]bool, 10), Simulated: make([]float64, 10), Drawn: make([]float64, 400)}
		for k := range m.Drawn {
			m.Drawn[k] = float64(i) * 1.2345678912345 / float64(k+1)
		}
		r.Each = append(r.Each, m)
	}
	for b.Loop() {
		if _, err := r.draws(); err != nil {
			b.Fatal(err)
		}
	}
}
