//go:build race

package ensemble

// underRace is true in a test that looks for races: repeated experiments are smaller there.
const underRace = true
