package study

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The study that the README shows, and the one to begin with, are in order.
func TestReadmeStudy(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := []string{string(Starter())}
	for _, block := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(string(data), -1) {
		if strings.HasPrefix(block[1], "study = ") {
			found = append(found, block[1])
		}
	}
	if len(found) != 2 {
		t.Fatalf("the README shows %d studies", len(found)-1)
	}
	for _, text := range found {
		path := filepath.Join(t.TempDir(), "s.toml")
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(path); err != nil {
			t.Error(err)
		}
	}
}
