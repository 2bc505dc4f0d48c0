package scenarios

import (
	"embed"
	"strings"
)

//go:embed *.toml
var shipped embed.FS

// starter is the commented file that a new scenario begins with; it is not a scenario
// to run by name.
const starter = "starter"

// Names lists the shipped scenarios.
func Names() []string {
	entries, _ := shipped.ReadDir(".") // embedded: it is there
	var out []string
	for _, e := range entries {
		if name := strings.TrimSuffix(e.Name(), ".toml"); name != starter {
			out = append(out, name)
		}
	}
	return out
}

// Starter is the commented file to begin a scenario with.
func Starter() []byte {
	data, _ := shipped.ReadFile(starter + ".toml")
	return data
}
