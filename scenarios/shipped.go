package scenarios

import (
	"embed"
	"strings"
)

//go:embed *.toml
var shipped embed.FS

// The commented files that a new scenario begins with; they are not scenarios to run by
// name. In the second, demand is dispatched.
const (
	starter       = "starter"
	starterDemand = "starter-demand"
)

// Names lists the shipped scenarios.
func Names() []string {
	entries, _ := shipped.ReadDir(".") // embedded: it is there
	var out []string
	for _, e := range entries {
		if name := strings.TrimSuffix(e.Name(), ".toml"); name != starter && name != starterDemand {
			out = append(out, name)
		}
	}
	return out
}

// Starter is the commented file to begin a scenario with: of one cluster with a demand of
// its own, or of two that compete for dispatched demand.
func Starter(dispatched bool) []byte {
	name := starter
	if dispatched {
		name = starterDemand
	}
	data, _ := shipped.ReadFile(name + ".toml") // embedded: it is there
	return data
}
