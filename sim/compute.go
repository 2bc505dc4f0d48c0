package sim

import (
	"math"

	"hubcap/model/demand"
)

// kindTFLOPS is the compute of an occupied rack by kind of computing: FP32, then FP16.
type kindTFLOPS [3][2]float64

// compileCompute fills in what a rack computes, by step.
func (p *Plan) compileCompute() {
	kinds := p.Scenario.Compute.Kinds()
	for _, t := range p.time {
		var at kindTFLOPS
		for i, k := range kinds {
			at[i] = [2]float64{demand.Wanted(k.FP32TFLOPS, k.GrowthPerYear, t/12), demand.Wanted(k.FP16TFLOPS, k.GrowthPerYear, t/12)}
		}
		p.tflops = append(p.tflops, at)
	}
}

// perHead divides the compute by people, where their number is known.
func (p *Plan) perHead(row []float64, people float64) {
	const gflops = 1e9 // of an EFLOPS
	row[fp32Head], row[fp16Head] = math.NaN(), math.NaN()
	if people > 0 {
		row[fp32Head], row[fp16Head] = row[fp32]*gflops/people, row[fp16]*gflops/people
	}
}
