# Every target does its own set-up. `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

.PHONY: quickstart
quickstart: ## from nothing to a served model, on a real Kubernetes (PROVIDER=local|kind|existing)
	@scripts/quickstart

.PHONY: verify
verify: ## every test
	@scripts/verify

.PHONY: build
build: ## compile and package everything, without tests
	@scripts/build

.PHONY: cluster-up
cluster-up: ## a local Kubernetes (NODES=1..3, CLUSTER=name)
	@scripts/setup.sh --cluster && e2e-tests/cluster/cluster up $(if $(CLUSTER),--name $(CLUSTER)) $(if $(NODES),--nodes $(NODES))

.PHONY: cluster-down
cluster-down: ## remove the local Kubernetes (CLUSTER=name)
	@e2e-tests/cluster/cluster down $(if $(CLUSTER),--name $(CLUSTER))

.PHONY: images
images: ## all container images as OCI archives in target/images
	@scripts/images

.PHONY: images-push
images-push: ## push the images (REGISTRY=host/path is required)
	@scripts/images --push "$(REGISTRY)"

.PHONY: deploy
deploy: ## install or upgrade the charts on the cluster of KUBECONFIG
	@scripts/deploy

.PHONY: soak
soak: ## the long simulations
	@scripts/soak

.PHONY: tables
tables: ## make the tables of docs/statistics.md anew and compare (UPDATE=1 writes them)
	@scripts/tables

.PHONY: mutants
mutants: ## plant faults in the code that decides, and count those that tests find
	@scripts/mutants

.PHONY: bench
bench: ## the figures of docs/benchmarks.md, in one table (PARTS="operator serving" for some)
	@scripts/bench $(PARTS)
