module sextant.dev/e2e-tests/cluster/images/pause

go 1.26.0
