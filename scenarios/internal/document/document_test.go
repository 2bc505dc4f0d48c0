package document

import (
	"fmt"
	"strings"
	"testing"
)

func at(n *Node, path ...string) *Node {
	for _, p := range path {
		if n == nil {
			return nil
		}
		var i int
		if _, err := fmt.Sscanf(p, "%d", &i); err == nil {
			n = n.Items[i]
			continue
		}
		n = n.Fields[p]
	}
	return n
}

func TestPositions(t *testing.T) {
	root, problems := Parse("f", []byte(`a = 1 # one
"贵" = "x"
[t]
b.c = 2.5
[[list]]
id = "p"
[[list]]
id = "q"
inline = { x = 1, "贵" = 3, y = [3, 4] } # behind
[list.sub]
  deep = 2024-12-31`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	for _, c := range []struct {
		path       string
		key, value string
	}{
		{"a", "f:1:1", "f:1:5"},
		{"t b c", "f:4:1", "f:4:7"},
		{"list 0 id", "f:6:1", "f:6:6"},
		{"list 1 id", "f:8:1", "f:8:6"},
		{"list 1 inline y", "f:9:28", "f:9:32"},
		{"list 1 inline y 1", "f:9:36", "f:9:36"},
		{"list 1 sub deep", "f:11:3", "f:11:10"},
	} {
		n := at(root, strings.Fields(c.path)...)
		if n == nil {
			t.Errorf("%s is not there", c.path)
		} else if n.Pos.String() != c.key || n.Value.String() != c.value {
			t.Errorf("%s stands at %s and %s, want %s and %s", c.path, n.Pos, n.Value, c.key, c.value)
		}
	}
	if c := at(root, "a").Comment; c != "one" {
		t.Errorf("comment %q", c)
	}
	if c := at(root, "list", "1", "inline", "x").Comment; c != "behind" {
		t.Errorf("comment %q", c)
	}
}

func TestMistakesOfForm(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a = 1\na = 2\n", "f:2:1: a: is given a second time; the first is at line 1"},
		{"[a]\nx = 1\n[a]\n", "f:3:2: a: is given a second time; the first is at line 1"},
		{"a = { b = 1 }\n[a.c]\nx=1\n", "f:2:2: a: is a table of line 1, so nothing can be put into it here"},
		{"a = [1]\n[[a]]\n", "f:2:3: a: is given a second time; the first is at line 1"},
		{"d = 2024-02-30\ne = 1\ne = 2", "f:1:5: d: 2024-02-30 is a date that does not exist; write year-month-day, as 2024-12-31|f:3:1: e: is given a second time; the first is at line 2"},
		{"[[x]]\nd = 2023-02-29\n", "f:2:5: x[0].d: 2023-02-29 is a date that does not exist; write year-month-day, as 2024-12-31"},
		{"a = 1__0", "f:1:6: number must have at least one digit between underscores"},
		{"a = \xff", "f:1:5: byte 0xff is not UTF-8; a scenario is a text file in UTF-8"},
		{"a = 1\x00", "f:1:6: a zero byte; this is a binary file, and a scenario is a text file in UTF-8"},
		{"a = " + strings.Repeat("[", 100000), "f:1:21: brackets nest deeper than 16 levels; a scenario needs 3"},
		{"\"[[[[[[[[[[[[[[[[[[[[[\" = '[[[[[[[[[[[[[[[[[[[[' # [[[[[[[[[[[[[[[[[[[[[[[\n", ""},
		{strings.Repeat("a.", 50000) + "a = 1", "f:1:1: a key of 50001 parts; a scenario needs 4 at most"},
		{"a = 1\n[b\n", "f:2:3: "},
		{"a =", "f:1:3: expected value, not end of input"},
		{"a = “x”", "f:1:5: '“' cannot stand here; write \""},
		{"a ＝ 1", "f:1:3: '＝' cannot stand here; write ="},
		{"a = [1，2]", "f:1:7: '，' cannot stand here; write ,"},
		{"a = 40万", "f:1:7: '万' cannot stand here; outside of texts in quotes only ASCII can"},
		{"a = \"，万\" # ，万", ""},
	} {
		_, problems := Parse("f", []byte(c.in))
		var got []string
		for _, p := range problems {
			got = append(got, p.String())
		}
		if all := strings.Join(got, "|"); all != c.want && (!strings.HasSuffix(c.want, ": ") || !strings.HasPrefix(all, c.want)) {
			t.Errorf("%.40q:\n got %s\nwant %s", c.in, all, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("a = 1 # x\n[[t]]\nid='q'\nx={a=[1,2],b=2024-01-01}\n[t.u]\nv=\"\"\"m\nn\"\"\"\n"))
	f.Add([]byte("a.b.c = 0x1F\n[a]\n[[a.b]]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		root, problems := Parse("f", data)
		if root == nil {
			t.Fatal("no tree")
		}
		lines := strings.Count(string(data), "\n") + 1
		for _, p := range problems {
			if p.Pos.Line < 1 || p.Pos.Line > lines || p.Pos.Col < 1 || p.What == "" {
				t.Fatalf("misplaced: %+v of %d lines", p, lines)
			}
		}
	})
}
