package scenarios

import (
	"slices"

	"hubcap/model"
)

// Answers tells of each quantity and scope asked for why the scenario has no such value, or
// nothing where it has. An empty scope stands for any that has the quantity.
func (e *Effective) Answers(asked []model.KeepSeries) []string {
	x := e.crossed(e.Clone())
	out := make([]string, len(asked))
	for i, a := range asked {
		scopes := []string{a.Scope}
		if a.Scope == "" {
			scopes = slices.Concat([]string{"all"}, x.hubs, x.clusters, x.tierIDs, x.origins, x.classes, x.timedLinks())
		}
		out[i] = x.answer(a.Quantity, scopes[0])
		for _, scope := range scopes[1:] {
			if out[i] == "" {
				break
			}
			if x.answer(a.Quantity, scope) == "" {
				out[i] = ""
			}
		}
	}
	return out
}

// answer is what a target on the quantity would be told.
func (x *cross) answer(quantity model.QuantityName, scope string) string {
	q, ok := model.QuantityOf(quantity)
	if !ok {
		return "there is no such quantity"
	}
	x.problems, x.hints = nil, 0
	t := &model.Target{Quantity: quantity, Scope: scope}
	if x.scope(t, q, "", slices.Concat(x.hubs, x.clusters, []string{"all"})); len(x.problems) == 0 {
		x.known(t, "")
	}
	if len(x.problems) == 0 {
		return ""
	}
	x.problems[0].Path = ""
	return x.first()
}
