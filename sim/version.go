package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"sync"
)

// Version is the version of the program; results carry it.
const Version = "0.1.0"

// Build tells which build of the program this is: the first 12 hexadecimal digits of the SHA-256
// of its file, "unknown" where that cannot be read. While a program is developed its version
// stays and its numbers may not; and the same code made for another processor may round them
// otherwise. So work that goes on from what is there asks for the build too.
var Build = sync.OnceValue(func() string {
	f, err := os.Open("/proc/self/exe") // of Linux: what runs, even when its file was replaced since
	if err != nil {
		path, _ := os.Executable()
		if f, err = os.Open(path); err != nil {
			return "unknown"
		}
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "unknown"
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
})
