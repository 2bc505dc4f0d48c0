package sweep

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"hubcap/sim"
	"hubcap/sim/result"
)

// begin makes room for a part.
func (r *runner) begin(part int) (*open, error) {
	n := r.rows(part)
	v, err := r.read(part*r.part, n)
	if err != nil {
		return nil, err
	}
	p := &open{part: part, from: part * r.part, values: v, rows: result.NewRuns(r.columns, n), left: n}
	if len(r.study.Series) > 0 {
		p.series = make([][]recorded, n)
	}
	if f, ok := r.short[part]; ok {
		return p, r.goOn(p, f.found)
	}
	return p, nil
}

// goOn takes the points of a part that has grown from its shorter form.
func (r *runner) goOn(p *open, f found) error {
	data, err := f.bytes()
	if err != nil {
		return err
	}
	old, _, err := result.ReadPart(data, r.columns)
	if err != nil {
		return fmt.Errorf("%s: %w", f.path, err)
	}
	for c := range r.columns {
		copy(p.rows.Numbers[c], old.Numbers[c])
		copy(p.rows.Texts[c], old.Texts[c])
	}
	p.taken = old.Len()
	p.left -= p.taken
	p.had = p.taken
	return nil
}

// do works at a point, and writes the part if it was its last.
func (r *runner) do(ctx context.Context, l *lane, p *open, row int) error {
	k := len(r.axes)
	of := p.values.variant[row]
	err := l.row(ctx, p.from+row, of, p.values.axes[row*k:(row+1)*k], p.rows, row, func(member int, run *sim.Run) {
		if p.series != nil {
			p.series[row] = append(p.series[row], r.variants[of].record(member, run))
		}
	})
	if err != nil {
		return err
	}
	status := r.status()
	bad := p.rows.Texts[status][row] != result.RunOK
	if bad && p.series != nil {
		p.series[row] = nil // of the members that did not fail
	}
	r.mu.Lock()
	p.left--
	last := p.left == 0
	if bad {
		if r.failed++; r.cause == "" {
			r.cause = fmt.Sprintf("point %d: %s", p.from+row, p.rows.Texts[status+1][row])
		}
	}
	stop := r.tooMany()
	r.mu.Unlock()
	if last {
		if err := r.write(p); err != nil {
			return fmt.Errorf("part %d: %w", p.part, err)
		}
		r.mu.Lock()
		r.begun--
		r.kept += p.rows.Len() - p.had
		r.room.Broadcast()
		r.mu.Unlock()
	}
	r.tell(1)
	if bad {
		return stop
	}
	return nil
}

// tooMany tells whether more points failed than may.
func (r *runner) tooMany() error {
	if r.MostFailures < 0 || r.failed <= r.MostFailures {
		return nil
	}
	why := ""
	if r.cause != "" {
		why = "; the first: " + r.cause
	}
	return fmt.Errorf("%w: %d, and %d may%s", ErrFailures, r.failed, r.MostFailures, why)
}

// tell tells the progress.
func (r *runner) tell(done int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done += done
	if r.Progress != nil {
		r.Progress(Progress{Points: r.total, Done: r.done, Failed: r.failed, Reused: r.reused})
	}
}

// record copies what is kept of a run's series.
func (v *variant) record(member int, run *sim.Run) recorded {
	out := recorded{member, make([]float64, 0, len(v.plan.Dates)*len(v.recorded))}
	for step := range v.plan.Dates {
		for _, c := range v.recorded {
			out.values = append(out.values, run.At(step, c))
		}
	}
	return out
}

// write adds what was recorded of a point's runs to a part of the table of series.
func (v *variant) write(to *result.SeriesPart, point int, runs []recorded) {
	for _, run := range runs {
		to.Add(point, run.member, v.plan.Dates, v.names, func(step, column int) float64 { return run.values[step*len(v.names)+column] })
	}
}

// write puts a finished part into its place, its series before it: a part that is there is whole.
func (r *runner) write(p *open) error {
	n := p.rows.Len()
	status := p.rows.Texts[r.status()]
	meta := result.PartMeta{Study: r.manifest.Study.Hash, Part: p.part, From: p.from, Points: p.values.digest(n)}
	for _, s := range status {
		switch s {
		case result.RunFailed:
			meta.Failed++
		case result.RunTimeout:
			meta.Timeout++
		}
	}
	if p.series != nil {
		out := result.NewSeriesPart(meta)
		for row, runs := range p.series {
			r.variants[p.values.variant[row]].write(out, p.from+row, runs)
		}
		data, err := out.Bytes()
		if err == nil {
			err = put(filepath.Join(r.Dir, seriesFolder, partName(p.part, data)), data)
		}
		if err != nil {
			return err
		}
	}
	e, _ := r.encoders.Get().(*result.PartEncoder)
	if e == nil {
		var err error
		if e, err = result.NewPartEncoder(r.columns); err != nil {
			return err
		}
	}
	defer r.encoders.Put(e)
	data, err := e.Encode(p.rows, meta)
	if err != nil {
		return err
	}
	if err := put(filepath.Join(r.Dir, partsFolder, partName(p.part, data)), data); err != nil {
		return err
	}
	if f, ok := r.short[p.part]; ok {
		return os.Remove(f.path)
	}
	return nil
}
