package crew

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// After an error no task is begun, those before it are done, and the lowest error is told.
func TestEach(t *testing.T) {
	for _, c := range []struct{ workers, late int }{{1, -1}, {3, 300}, {3, 301}} {
		workers := c.workers
		var done [1000]atomic.Bool
		err := Each(t.Context(), workers, len(done), func(_, task int) error {
			done[task].Store(true)
			if task != 300 && task != 301 {
				return nil
			}
			for workers > 1 && !done[601-task].Load() { // both are begun
				runtime.Gosched()
			}
			if task == c.late { // the error of the other comes first
				time.Sleep(20 * time.Millisecond)
			}
			return fmt.Errorf("task %d", task)
		})
		n := 0
		for i := range done {
			if done[i].Load() {
				n++
			} else if i < 300 {
				t.Errorf("%d workers left out task %d", workers, i)
			}
		}
		if fmt.Sprint(err) != "task 300" || workers == 1 && n != 301 {
			t.Errorf("%d workers did %d tasks and say %v", workers, n, err)
		}
	}
}
