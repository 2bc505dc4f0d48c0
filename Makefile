# GNU make and Go are all that `make run` and `make test` take. `race` wants a C compiler
# too; `lint` and `bench` build their pinned tools the first time (see .ci/tool).

.DEFAULT_GOAL := help
.NOTPARALLEL: # the Go tools use all cores themselves

# What may be changed on the command line: make bench COUNT=10
SCENARIO := guizhou-2024
OUT := out
COUNT := 6
TIME := 30s
OLD :=

FOLDERS := cmd sim model scenarios plots seeds
# The packages whose tests take -update to rewrite their golden files.
GOLDEN = $(sort $(dir $(shell grep -rl --include='*_test.go' 'flag.Bool."update"' $(FOLDERS))))
# The tests that hold README and help to what the program does.
DOCS := Readme|Help|Manual|Doc
# Tests of sheer size on one goroutine, or of whole processes, which tell the race detector nothing;
# and scripts of single runs, of which only the charts take more than one goroutine, as in others.
LONG := ManyEntries|MissingGlyphs|Oracle|DispatchInvariants|DispatchOrder|TooMuchNetwork|NotSlow|MemoryOfManyPoints|RunsFileMemory|SeriesFileMemory|FlippedBytes|SealedNonsense|ManifestErrors|DamagedManifest|SweepKilled|SweepInterrupted|SweepDiskFull|EveryNumberIsRun
ALONE := network|energy
# go test would spend a short run on making its first find smaller, a minute for each.
FUZZ := go test -run '^$$' -fuzztime $(TIME) -fuzzminimizetime 100x

# The same sources give the same binary, wherever they lie and without a C compiler.
export CGO_ENABLED := 0
export GOFLAGS := -buildvcs=false $(GOFLAGS)

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: build ## Simulate SCENARIO (guizhou-2024), leave the results in OUT (out), print the verdict
	bin/hubcap run $(SCENARIO) --out $(OUT) --force

.PHONY: build
build: ## Build bin/hubcap, one static binary
	go build -trimpath -o bin/hubcap ./cmd/hubcap

.PHONY: test
test: ## Run the tests
	go test ./...

.PHONY: check
check: test lint race docs ## Run all that CI runs: test, lint, race, docs

.PHONY: lint
lint: ## Check layout, modules, format, vet and the rules of .golangci.yml
	.ci/layout
	go mod verify
	go mod tidy -diff
	@unformatted=$$(gofmt -s -l $(FOLDERS)); \
	test -z "$$unformatted" || { echo "make fmt would change:" $$unformatted; exit 1; }
	go vet ./...
	"$$(.ci/tool golangci-lint)" run ./...

.PHONY: race
race: ## Run the tests under the race detector (needs a C compiler), but for those that `docs` runs and those of sheer size
	@cc=$$(go env CC); command -v $${cc%% *} >/dev/null || \
	{ echo "make race: the race detector needs a C compiler, and $$cc is not there: install gcc, or name one in CC"; exit 1; }
	CGO_ENABLED=1 go test -race -timeout 20m -skip '^Test($(DOCS)|($(LONG))$$)|^TestScripts$$/^($(ALONE))$$' ./...

.PHONY: docs
docs: ## Run every command that README and help show
	@out=$$(go test -count=1 -v -run '$(DOCS)' ./cmd/hubcap 2>&1); code=$$?; echo "$$out"; \
	case $$out in *"no tests to run"*) echo "make docs: no test in cmd/hubcap matches $(DOCS)"; exit 1;; esac; \
	exit $$code

.PHONY: test-slurm
test-slurm: build ## Run a sweep's shards and their merge on a Slurm of one node (root, Debian; about a minute)
	.ci/test-slurm bin/hubcap

.PHONY: test-kubernetes
test-kubernetes: build ## Try the manifests of sweeps on the code of Kubernetes (builds that the first time, 1-2 minutes)
	HUBCAP=$(CURDIR)/bin/hubcap go -C .ci/kubernetes test -count=1 .

.PHONY: test-guide
test-guide: build ## Run the guide to the table of a sweep in DuckDB, pandas and R (root, Debian, npm; about a minute)
	.ci/test-guide bin/hubcap

.PHONY: bench
bench: ## Run the benchmarks COUNT (6) times into bin/bench.txt; OLD=FILE compares with an earlier one
	@mkdir -p bin
	go test -run '^$$' -bench . -benchmem -count $(COUNT) ./... | tee bin/bench.txt
	@! grep -q '^FAIL' bin/bench.txt
	$(if $(OLD),"$$(.ci/tool benchstat)" $(OLD) bin/bench.txt)

.PHONY: fmt
fmt: ## Format the code and group its imports
	gofmt -s -w $(FOLDERS)
	"$$(.ci/tool golangci-lint)" fmt ./...

.PHONY: cover
cover: ## Print the coverage of each package by all tests; the profile is bin/cover.out
	@mkdir -p bin
	go test -coverpkg=./... -coverprofile=bin/cover.out ./... >bin/cover.txt || { cat bin/cover.txt; exit 1; }
	@awk -f .ci/cover.awk bin/cover.out

.PHONY: golden
golden: ## Rewrite the golden files; read the diff before you keep it
	@test -n "$(GOLDEN)" || { echo "make golden: no package has golden files"; exit 1; }
	go test -count=1 $(addprefix ./,$(GOLDEN)) -update

.PHONY: fuzz
fuzz: ## Fuzz the loaders of scenarios and studies, each function for TIME (30s)
	$(FUZZ) -fuzz '^FuzzParse$$' ./scenarios/internal/document
	$(FUZZ) -fuzz '^FuzzLoad$$' ./scenarios
	$(FUZZ) -fuzz '^FuzzRead$$' ./scenarios/weather
	$(FUZZ) -fuzz '^FuzzStudy$$' ./scenarios/study
	$(FUZZ) -fuzz '^FuzzSplit$$' ./scenarios/study
