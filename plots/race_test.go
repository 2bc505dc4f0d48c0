//go:build race

package plots

// underRace is true in a test that looks for races: there a picture is rasterised once for all
// cases, since a raster shares nothing and takes twenty times as long.
const underRace = true
