package study

import _ "embed" // a file to begin with

//go:embed starter.toml
var starter string

// Starter is the commented file to begin a study with.
func Starter() []byte { return []byte(starter) }
