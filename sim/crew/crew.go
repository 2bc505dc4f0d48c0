// Package crew lets several workers share out tasks.
package crew

import (
	"context"
	"sync"
	"sync/atomic"
)

// Each has workers do tasks 0, 1, ... in this order, and tells each which worker does it. After an error no task is begun; since
// those before it were, the error of the lowest task that has one is the same with any
// number of workers. It ends soon after the context does, with its error.
func Each(ctx context.Context, workers, tasks int, do func(worker, task int) error) error {
	var (
		wg     sync.WaitGroup
		next   atomic.Int64
		mu     sync.Mutex
		failed error
		lowest = tasks
	)
	for by := range workers {
		wg.Go(func() {
			for task := int(next.Add(1)) - 1; task < tasks; task = int(next.Add(1)) - 1 {
				err := ctx.Err()
				if err == nil {
					err = do(by, task)
				}
				if err != nil {
					next.Store(int64(tasks))
					mu.Lock()
					if task < lowest {
						lowest, failed = task, err
					}
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return failed
}
