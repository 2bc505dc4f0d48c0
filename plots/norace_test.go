//go:build !race

package plots

const underRace = false
