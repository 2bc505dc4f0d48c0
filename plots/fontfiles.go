package plots

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// hanFiles are the file names of Chinese fonts, the best first, without - _ and blanks.
var hanFiles = []string{"notosanscjksc", "notosanssc", "notosanscjk", "sourcehansanssc", "sourcehansanscn",
	"sourcehansans", "pingfang", "hiraginosansgb", "msyh", "wqymicrohei", "wqyzenhei", "simhei",
	"droidsansfallback"}

type hanFile struct {
	path string
	rank int
	bold bool
}

// hanFonts lists font files that may have Chinese glyphs, the best first.
func hanFonts(folders []string) []hanFile {
	var out []hanFile
	for _, folder := range folders {
		if !filepath.IsAbs(folder) {
			continue // there is no home, or no system root
		}
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return nil // what cannot be read is not there
			}
			name := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(d.Name()))
			rank := slices.IndexFunc(hanFiles, func(known string) bool { return strings.HasPrefix(name, known) })
			switch filepath.Ext(name) {
			case ".ttf", ".otf", ".ttc", ".otc":
			default:
				rank = -1
			}
			for _, other := range []string{"thin", "light", "medium", "black", "heavy", "msyhl", "mono"} {
				if strings.Contains(name, other) {
					rank = -1
				}
			}
			if rank >= 0 && !d.IsDir() {
				out = append(out, hanFile{path, rank, strings.Contains(name, "bold") || strings.HasPrefix(name, "msyhbd")})
			}
			return nil
		})
	}
	slices.SortStableFunc(out, func(a, b hanFile) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.path, b.path))
	})
	return out
}

// fontFolders are where the systems keep their fonts.
func fontFolders() []string {
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(os.Getenv("SystemRoot"), "Fonts"), filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		return []string{"/System/Library/Fonts", "/Library/Fonts", filepath.Join(home, "Library", "Fonts")}
	}
	return []string{"/usr/share/fonts", "/usr/local/share/fonts", filepath.Join(home, ".local", "share", "fonts"), filepath.Join(home, ".fonts")}
}
