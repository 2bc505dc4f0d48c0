package plots

import (
	"fmt"
	"strings"
)

// leftOut are the charts that are not drawn, together where the reason is the same.
type leftOut []struct {
	reason string
	names  []string
}

func (l *leftOut) add(name, reason string) {
	for i := range *l {
		if (*l)[i].reason == reason {
			(*l)[i].names = append((*l)[i].names, name)
			return
		}
	}
	*l = append(*l, struct {
		reason string
		names  []string
	}{reason, []string{name}})
}

func (l leftOut) notes(j *job) []string {
	var out []string
	for _, e := range l {
		form := j.pick("chart %s is left out: %s", "未绘制图 %s：%s")
		if len(e.names) > 1 {
			form = j.pick("charts %s are left out: %s", "未绘制图 %s：%s")
		}
		out = append(out, fmt.Sprintf(form, strings.Join(e.names, j.pick(", ", "、")), e.reason))
	}
	return out
}

const advice = "install a font such as Noto Sans CJK (Debian: fonts-noto-cjk) or WenQuanYi (fonts-wqy-zenhei), or use the SVG charts, whose text stays text"

// some names the first few characters.
func some(runes []rune) string {
	const most = 20
	if len(runes) > most {
		return fmt.Sprintf("%s and %d more characters", string(runes[:most]), len(runes)-most)
	}
	return string(runes)
}
