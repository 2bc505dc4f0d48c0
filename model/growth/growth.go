// Package growth turns decisions to build into racks in service. Racks pass approval,
// construction and fit-out; each stage takes time, so a target two years away is mostly
// decided by what is started in the first months. A policy says how many racks it wants
// to start, limits say how many it may, and the one that binds is remembered.
package growth

// Curve is a cumulative count over time, linear between its points: how many racks have
// been started by a moment. Times rise; before the first point the count is 0, after
// the last one it stays.
type Curve struct {
	T []float64 // months since the scenario's start, negative before it
	V []float64 // racks
}

// Add appends a point. Time may not fall.
func (c *Curve) Add(t, v float64) {
	c.T = append(c.T, t)
	c.V = append(c.V, v)
}

// At is the count at time t. The cursor remembers the place of the last call and must
// begin at 0; with times that rise from call to call, a call costs constant time.
func (c *Curve) At(t float64, cursor *int) float64 {
	n := len(c.T)
	if n == 0 || t < c.T[0] {
		return 0
	}
	i := *cursor
	for i+1 < n && c.T[i+1] <= t {
		i++
	}
	*cursor = i
	if i+1 == n || c.T[i] == t {
		return c.V[i]
	}
	return c.V[i] + float64((c.V[i+1]-c.V[i])*((t-c.T[i])/(c.T[i+1]-c.T[i])))
}

// Leads are the ends of the stages, in months after the start of building.
type Leads struct {
	Approved float64 // design and approval done: ground-breaking, or cancelled
	Built    float64 // topping-out
	Ready    float64 // fitted out, energised, in service
}

// NewLeads divides a lead time (months) by the shares of its first and last stage.
func NewLeads(months, approvalShare, fitoutShare float64) Leads {
	return Leads{
		Approved: float64(months * approvalShare),
		Built:    float64(months * (1 - fitoutShare)),
		Ready:    months,
	}
}

// Stages counts the racks of one stream of starts by where they are.
type Stages struct {
	Started, Approval, Construction, Fitout, Delivered, Cancelled float64
}

// Coming is what of the pipeline will be delivered when the share completion of what is
// in approval survives it.
func (s Stages) Coming(completion float64) float64 {
	return float64(completion*s.Approval) + s.Construction + s.Fitout
}

// Add puts another stream's racks to these.
func (s *Stages) Add(t Stages) {
	s.Started += t.Started
	s.Approval += t.Approval
	s.Construction += t.Construction
	s.Fitout += t.Fitout
	s.Delivered += t.Delivered
	s.Cancelled += t.Cancelled
}

// Pipeline is what has been started and is neither delivered nor cancelled.
func (s Stages) Pipeline() float64 { return s.Approval + s.Construction + s.Fitout }

// Sort divides the racks started into stages, given how many had been started by now and
// by the moments one stage end earlier. The share completion survives approval.
func Sort(completion, now, approved, built, ready float64) Stages {
	return Stages{
		Started:      now,
		Approval:     now - approved,
		Construction: float64(completion * (approved - built)),
		Fitout:       float64(completion * (built - ready)),
		Delivered:    float64(completion * ready),
		Cancelled:    float64((1 - completion) * approved),
	}
}
