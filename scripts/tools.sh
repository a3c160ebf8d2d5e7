# shellcheck shell=bash
# Puts kubectl and helm first on the PATH, as the local cluster's tool sets built them. Source it.

tools_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
tools_kubernetes="$("$tools_root/e2e-tests/cluster/cluster" tools kubernetes)"
tools_helm="$("$tools_root/e2e-tests/cluster/cluster" tools helm)"
export PATH="$tools_helm:$tools_kubernetes:$PATH"
