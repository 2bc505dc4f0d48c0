package main

import (
	"fmt"
	"os"

	"hubcap/scenarios"
	"hubcap/sim"
)

func main() {
	e, err := scenarios.Load("guizhou-2024", os.Args[1:])
	if err != nil {
		fmt.Println(err)
		os.Exit(2)
	}
	p, err := sim.Compile(&e.Scenario)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	r := p.NewRun()
	r.Simulate()
	res := r.Result()
	b, _ := res.JSON()
	os.Stdout.Write(b)
	os.WriteFile("/tmp/eff.toml", e.TOML, 0o666)
	f, _ := os.Create("/tmp/series.csv")
	res.Series.Write(f)
}
