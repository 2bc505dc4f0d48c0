package result

// RunKind is what the values of a column of the table of runs are.
type RunKind uint8

// The kinds.
const (
	RunNumber RunKind = iota // with a unit; NaN where there is none
	RunCount                 // a whole number
	RunBool                  // 0 or 1; NaN where neither is known
	RunText                  // empty where there is none
)

// RunRole is what a column of the table of runs is there for.
type RunRole string

// The roles.
const (
	RolePoint       RunRole = "point"       // the number of the point
	RoleScenario    RunRole = "scenario"    // the id of its base
	RoleAxis        RunRole = "axis"        // what the point gives a number, or several
	RoleStatus      RunRole = "status"      // one of RunStates
	RoleCause       RunRole = "cause"       // why it failed
	RoleMembers     RunRole = "members"     // of the ensemble that did not fail
	RoleMet         RunRole = "met"         // whether the target is met
	RoleProbability RunRole = "probability" // that the target is met
	RoleSimulated   RunRole = "simulated"   // the target's quantity on its deadline, or a statistic of it
	RoleKept        RunRole = "kept"        // another quantity, or a statistic of it
)

// The states of a run.
const (
	RunOK      = "ok"
	RunFailed  = "failed"
	RunTimeout = "timeout" // took longer than it was given
)

// RunColumn is a column of the table of runs.
type RunColumn struct {
	Name  string  `json:"name"`
	Unit  string  `json:"unit"` // of a number; empty otherwise
	Kind  RunKind `json:"kind"`
	Role  RunRole `json:"role"`
	Of    string  `json:"of,omitempty"`   // the target or what is kept; all targets together: "all"
	Stat  string  `json:"stat,omitempty"` // over the members: mean, p05, p50, p95; empty: the one value
	Path  string  `json:"path,omitempty"` // of an axis
	Label Text    `json:"label"`          // for people
}

// Runs is some rows of the table of runs, a row for each point of a study, column by column.
// Rows may be filled in by several goroutines, each a row at a time.
type Runs struct {
	Columns []RunColumn
	Numbers [][]float64 // by column, then row; nil for texts
	Texts   [][]string  // by column, then row; nil for all others
}

// NewRuns makes room for so many rows.
func NewRuns(columns []RunColumn, rows int) *Runs {
	r := &Runs{Columns: columns, Numbers: make([][]float64, len(columns)), Texts: make([][]string, len(columns))}
	for i, c := range columns {
		if c.Kind == RunText {
			r.Texts[i] = make([]string, rows)
		} else {
			r.Numbers[i] = make([]float64, rows)
		}
	}
	return r
}

// Len is how many rows there are.
func (r *Runs) Len() int {
	for i := range r.Columns {
		return max(len(r.Numbers[i]), len(r.Texts[i]))
	}
	return 0
}
