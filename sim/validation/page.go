package validation

import (
	"fmt"
	"strings"

	"hubcap/sim/result"
)

// page is a text in Markdown that is being written in one language.
type page struct {
	lang string
	b    strings.Builder
}

// say writes a line in the language of the page.
func (c *page) say(en, zh string, args ...any) {
	fmt.Fprintf(&c.b, result.Text{EN: en, ZH: zh}.In(c.lang)+"\n", args...)
}

func (c *page) pick(en, zh string) string { return result.Text{EN: en, ZH: zh}.In(c.lang) }

// row writes a row of a table.
func (c *page) row(cells ...string) { c.b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }

// table begins a table.
func (c *page) table(head ...string) {
	c.b.WriteString("\n")
	c.row(head...)
	c.b.WriteString("|" + strings.Repeat("---|", len(head)) + "\n")
}
