package main

import (
	"fmt"
	"io"
	"math"
	"time"

	"hubcap/sim/result"
)

// meter shows a person who watches how far long work is.
type meter struct {
	w           io.Writer
	what        string
	began, last time.Time
}

// tell shows how many are done, how many a second, and how long it will take: reused ones took no
// time. Failures are told once there are any.
func (m *meter) tell(done, total, reused, failed int) {
	now := time.Now()
	if m.began.IsZero() {
		m.began = now.Add(-time.Millisecond)
	}
	if done < total && now.Sub(m.last) < 100*time.Millisecond {
		return
	}
	m.last = now
	n := func(v int) string { return result.Grouped(float64(v), 0) }
	left := "?"
	rate := float64(done-reused) / now.Sub(m.began).Seconds()
	if rate > 0 {
		left = (time.Duration(math.Ceil(float64(total-done)/rate)) * time.Second).String()
	}
	also := ""
	if failed > 0 {
		also = ", " + n(failed) + " failed"
	}
	fmt.Fprintf(m.w, "\r\033[K%s %s/%s, %s/s, %s left%s", m.what, n(done), n(total), result.Grouped(rate, 0), left, also)
}

// clear takes the line away.
func (m *meter) clear() { fmt.Fprint(m.w, "\r\033[K") }
