module sextant.dev/e2e-tests/cluster/images/probe

go 1.26.0
