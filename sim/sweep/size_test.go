package sweep

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"testing"
	"time"

	"hubcap/model"
)

// The number of workers changes nothing, and the size of parts nothing in the tables.
func TestSameTable(t *testing.T) {
	hashes := regexp.MustCompile(`[0-9a-f]{64}`)
	for what, change := range map[string]func(q *model.Study){
		"runs":    func(*model.Study) {},
		"members": func(q *model.Study) { q.Members, q.Design.Points = 3, 23 },
	} {
		var tables, folder map[string]string
		for _, points := range []int{1, 7, 100, 1000} {
			q := recording(random(250))
			q.PartPoints = points
			change(q)
			for _, jobs := range []int{1, 2, 7} {
				if points == 1 && jobs != 2 {
					continue
				}
				dir := filepath.Join(t.TempDir(), "out")
				do(t, tinySweep(t, q), Options{Dir: dir, Jobs: jobs})
				got := contents(t, dir)
				if jobs > 1 && points > 1 {
					same(t, fmt.Sprintf("%s, %d jobs", what, jobs), got, folder)
				}
				folder = got
				only := map[string]string{}
				for _, name := range merged() { // but for the hashes of study and file, which stand in them
					only[name] = hashes.ReplaceAllString(got[name], "")
				}
				if tables != nil {
					same(t, fmt.Sprintf("%s, parts of %d", what, points), only, tables)
				}
				tables = only
			}
		}
	}
	if _, err := tinySweep(t, random(3)).Run(t.Context(), Options{Dir: t.TempDir(), Jobs: -1}); err == nil {
		t.Error("-1 jobs")
	}
}

// Memory does not grow with the number of points, and no worker is left when a sweep has ended.
func TestMemoryOfManyPoints(t *testing.T) {
	q := random(200_000)
	q.PartPoints = 0
	s := tinySweep(t, q)
	before := runtime.NumGoroutine()
	var most [2]uint64 // in either half, but for the first part of it
	told := 0
	dir := filepath.Join(t.TempDir(), "out")
	_, err := s.Run(t.Context(), Options{Dir: dir, MostFailures: -1, Progress: func(p Progress) {
		if told++; told%5000 > 0 || p.Done < p.Points/10 {
			return
		}
		runtime.GC()
		runtime.GC() // what lies in a sync.Pool outlives one
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		half := 2 * p.Done / (p.Points + 1)
		most[half] = max(most[half], m.HeapAlloc)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if most[1] > most[0]+most[0]/4+4<<20 {
		t.Errorf("the heap has %d bytes in the first half, and %d in the second", most[0], most[1])
	}
	if most[0] == 0 || most[1] > 100<<20 {
		t.Errorf("the heap has %d bytes", most[1])
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines, and %d before", runtime.NumGoroutine(), before)
}

// A slow point holds up so many parts and no more.
func TestFewPartsAreOpen(t *testing.T) {
	s := tinySweep(t, random(400))
	r := &runner{Sweep: s}
	r.room.L = &r.mu
	for part := range s.Parts() {
		r.todo = append(r.todo, part)
	}
	seen := map[int]bool{}
	for range 6 * 4 {
		p, row := r.take(6)
		if seen[4*p.part+row] {
			t.Fatalf("point %d is given twice", 4*p.part+row)
		}
		seen[4*p.part+row] = true
	}
	ended := make(chan bool)
	go func() {
		p, _ := r.take(6)
		ended <- p == nil
	}()
	select {
	case <-ended:
		t.Fatal("a seventh part is begun")
	case <-time.After(20 * time.Millisecond):
	}
	r.stop(ErrFailures)
	if !<-ended || len(seen) != 24 {
		t.Error("a part is begun after the end")
	}
}
