//go:build !race

package ensemble

const underRace = false
