package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"hubcap/model"
	"hubcap/scenarios"
	"hubcap/sim"
	"hubcap/sim/design"
	"hubcap/sim/ensemble"
	"hubcap/sim/result"
)

// chanceOptions are what the command line says about an ensemble.
type chanceOptions struct {
	members, jobs int
	seed          uint64
	mostFailed    float64
	sampling      *string
}

// flags adds those of an ensemble.
func (o *chanceOptions) flags(c *cobra.Command, members int) {
	f := c.Flags()
	f.IntVar(&o.members, "members", members, "members of the ensemble; 1 is the central run, without chance")
	f.Uint64Var(&o.seed, "seed", 1, "seed of all draws")
	f.IntVar(&o.jobs, "jobs", 0, "workers; 0 takes all cores")
	f.Float64Var(&o.mostFailed, "most-failed", .01, "share of the members that may fail before the run does")
	o.sampling = choose(c, "sampling", "how uncertain numbers are drawn", design.Names()...)
}

// fits sees that the numbers make sense, and that none is given in vain.
func (o *chanceOptions) fits(c *cobra.Command) error {
	switch {
	case o.members < 1 || o.members > ensemble.MostMembers:
		return fmt.Errorf("--members %d is out of range; give 1 (the central run) to %s", o.members, result.Grouped(ensemble.MostMembers, 0))
	case o.jobs < 0:
		return fmt.Errorf("--jobs %d is out of range; it is a number of workers, or 0 for all cores", o.jobs)
	case !(o.mostFailed >= 0 && o.mostFailed <= 1):
		return fmt.Errorf("--most-failed %v is out of range; it is a share, 0 to 1", o.mostFailed)
	}
	if o.members == 1 {
		for _, flag := range []string{"seed", "jobs", "sampling", "most-failed", "keep-members", "least-probability"} {
			if c.Flags().Changed(flag) {
				return fmt.Errorf("--%s has no effect on the central run; give --members too, as in --members 1000", flag)
			}
		}
	}
	return nil
}

// study is the question about a scenario whose central run is finished.
func (o *chanceOptions) study(central *sim.Run, e *scenarios.Effective) *ensemble.Study {
	return &ensemble.Study{Central: central, Members: o.members, Seed: o.seed, Jobs: o.jobs,
		Sampling: *o.sampling, MostFailed: o.mostFailed, Lay: e.Lay}
}

// ask runs the study, with progress for a person who watches.
func (o *chanceOptions) ask(ctx context.Context, s *ensemble.Study, what string, stderr io.Writer) (*ensemble.Outcome, error) {
	if onTerminal(stderr) {
		s.Progress = progress(stderr, what)
		defer fmt.Fprint(stderr, "\r\033[K")
	}
	out, err := s.Run(ctx)
	switch {
	case errors.Is(err, ensemble.ErrFailed):
		return nil, failure{fmt.Errorf("%w\nmend the distributions behind it, or let more members fail with --most-failed; --member shows one by itself", err)}
	case err != nil && !errors.Is(err, context.Canceled):
		return nil, failure{err}
	}
	return out, err
}

// progress shows how many are done, how many a second, and how long it will take.
func progress(w io.Writer, what string) func(done, total int) {
	m := meter{w: w, what: what}
	return func(done, total int) { m.tell(done, total, 0, 0) }
}

// unlikely tells which targets are met with less than some probability.
func unlikely(w io.Writer, r *result.Result, least float64) bool {
	found := false
	for _, t := range r.Targets {
		if !(float64(t.Probability) >= least) {
			fmt.Fprintf(w, "target %s: a probability of %s is below %s\n", t.ID, result.Percent(t.Probability), result.Percent(result.Number(least)))
			found = true
		}
	}
	return found
}

// chanceWords are the texts of an ensemble in a language.
type chanceWords struct {
	head                              []string
	of, joint, bound, leads, conflict string
	never, failed                     string
	sampling                          map[string]string
}

var ensembleWords = map[string]chanceWords{
	"en": {
		head:     []string{"probability", "95 %", "target", "where", "by", "required", "5 %", "median", "95 %", "mean shortfall (misses)", "first met (median)"},
		of:       "%s members, seed %d, %s sampling, uncertain numbers: %d%s",
		joint:    "All targets together are met with a probability of %s.",
		bound:    "What bound in the misses: the share of them in which it is the largest, and its mean share:",
		leads:    "%s %.0f %% (%.0f)",
		conflict: "Targets that are met together less often than apart:",
		never:    "in fewer than half",
		failed:   ", %d failed",
		sampling: map[string]string{"plain": "plain", "lhs": "Latin hypercube", "sobol": "Sobol"},
	},
	"zh": {
		head:     []string{"达标概率", "95%置信区间", "目标", "范围", "截止", "要求", "5%", "中位", "95%", "平均缺口（未达标数）", "首次达标（中位）"},
		of:       "%s个样本，种子%d，%s抽样，%d个不确定参数%s",
		joint:    "全部目标同时达标的概率为%s。",
		bound:    "未达标样本中的制约因素：居首的比例（括号内为平均占比）：",
		leads:    "%s%.0f %%（%.0f）",
		conflict: "相互冲突的目标（同时达标少于各自独立时）：",
		never:    "不足半数",
		failed:   "，%d个失败",
		sampling: map[string]string{"plain": "简单随机", "lhs": "拉丁超立方", "sobol": "Sobol"},
	},
}

// printChances writes with what probability targets are met.
func printChances(b io.Writer, r *result.Result, lang string) {
	w, e, v := ensembleWords[lang], r.Ensemble, verdictWords[lang]
	failed := ""
	if e.Failed > 0 {
		failed = fmt.Sprintf(w.failed, e.Failed)
	}
	fmt.Fprintf(b, "\n"+w.of+"\n", result.Grouped(float64(e.Members), 0), r.Seed, w.sampling[e.Sampling], e.Uncertain, failed)
	if len(e.Targets) == 0 {
		return
	}
	fmt.Fprintf(b, w.joint+"\n\n", in(lang, e.Joint.Words()))
	out := newTable(w.head...)
	out.right(0, 1, 5, 6, 7, 8, 9)
	bound := newTable()
	for i, t := range r.Targets {
		c := &e.Targets[i]
		format := func(n result.Number) string { return in(lang, result.Format(t.Quantity, float64(n))) }
		short := "-"
		if c.Met < c.Of && !c.Shortfall.Mean.IsMissing() {
			short = in(lang, result.FormatMargin(t.Quantity, float64(c.Shortfall.Mean))[1:]) + fmt.Sprintf(" (%d)", c.Of-c.Met)
		}
		out.row(in(lang, result.Percent(c.Probability)), in(lang, c.Interval()), t.Name.In(lang), whereIs(r.Scopes, t, lang), t.Deadline.String(),
			string(t.Comparator)+" "+format(t.Required), format(c.Simulated.P05), format(c.Simulated.P50), format(c.Simulated.P95), short, w.firstMet(c, r.Start, v))
		if line := w.misses(c, lang); line != "" {
			bound.row("  "+t.Name.In(lang), whereIs(r.Scopes, t, lang), line)
		}
	}
	out.write(b)
	if len(bound.rows) > 0 {
		fmt.Fprintf(b, "\n%s\n", w.bound)
		bound.write(b)
	}
	w.conflicts(b, r, lang)
}

// misses says what bound in the misses of a target.
func (w chanceWords) misses(c *result.TargetChances, lang string) string {
	var parts []string
	for _, b := range c.Binding {
		if b.Share >= .005 || b.Leads >= .005 {
			words := result.Binding{Constraint: b.Constraint}.Words(lang)
			parts = append(parts, fmt.Sprintf(w.leads, words, 100*float64(b.Leads), 100*float64(b.Share)))
		}
	}
	return in(lang, strings.Join(parts, ", "))
}

// firstMet is the date by which half of the members had met the target.
func (w chanceWords) firstMet(c *result.TargetChances, start model.Date, v words) string {
	if c.Of == 0 {
		return "-"
	}
	n := 0
	for _, f := range c.FirstMet {
		if n += f.Members; 2*n >= c.Of {
			if f.Date == start {
				return v.always
			}
			return f.Date.String()
		}
	}
	return w.never
}

// conflicts names the pairs of targets that stand in each other's way.
func (w chanceWords) conflicts(b io.Writer, r *result.Result, lang string) {
	out := newTable()
	name := func(id string) string {
		for _, t := range r.Targets {
			if t.ID == id {
				return t.Name.In(lang)
			}
		}
		return id
	}
	for _, p := range r.Ensemble.Pairs {
		if p.Conflict {
			n := float64(p.Both + p.OnlyA + p.OnlyB + p.Neither)
			apart := float64(p.Both+p.OnlyA) / n * float64(p.Both+p.OnlyB) / n
			out.row("  "+name(p.A), name(p.B), fmt.Sprintf(model.Text{EN: "together %s, if apart %s", ZH: "同时%s，若独立%s"}.In(lang),
				in(lang, result.Percent(result.Number(float64(p.Both)/n))), in(lang, result.Percent(result.Number(apart)))))
		}
	}
	if len(out.rows) > 0 {
		fmt.Fprintf(b, "\n%s\n", w.conflict)
		out.write(b)
	}
}
