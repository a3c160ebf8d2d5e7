#!/bin/bash
# Makes a fresh Debian machine ready for the build and the local cluster; quick when there is nothing to do.
# With --cluster it also builds the cluster's programs and places those that the API tests look for.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

# Debian packages by the command that proves each; asking dpkg would miss what was installed by other means.
packages=(
  runc=runc
  iptables=iptables
  ip=iproute2
  conntrack=conntrack
  curl=curl
  jq=jq
  findmnt=util-linux
  nsenter=util-linux
  flock=util-linux
  sysctl=procps
  git=git
  make=make
  shellcheck=shellcheck
)

install_packages() {
  local entry missing=()
  for entry in "${packages[@]}"; do
    PATH="$PATH:/usr/sbin:/sbin" command -v "${entry%%=*}" >/dev/null || missing+=("${entry#*=}")
  done
  [ -x /usr/lib/cni/ptp ] || [ -x /opt/cni/bin/ptp ] || missing+=(containernetworking-plugins)
  [ -d /etc/ssl/certs ] || missing+=(ca-certificates)
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || fail "these Debian packages are missing and only root can install them: ${missing[*]}"
  command -v apt-get >/dev/null || fail "these programs are missing, and this is no Debian to install them on: ${missing[*]}"
  printf 'installing %s\n' "${missing[*]}" >&2
  local log
  log="$(mktemp -t sextant-setup.XXXXXX.log)"
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    fail "installing ${missing[*]} failed: $(tail -n 1 "$log") (the log: $log)"
  fi
  rm -f "$log"
}

check_tools() {
  # shellcheck source=/dev/null
  . "$here/jdk.sh"
  command -v mvn >/dev/null || fail "Maven is missing: install the package maven (3.8 or newer)"
  command -v go >/dev/null || fail "Go is missing: install Go 1.26 or newer from https://go.dev/dl/ (it builds the local cluster's programs)"
  local version
  version="$(go env GOVERSION)"
  if ! [[ "$version" =~ ^go1\.([0-9]+) ]] || [ "${BASH_REMATCH[1]}" -lt 26 ]; then
    fail "Go 1.26 or newer is needed; $(command -v go) is $version"
  fi
}

build_cluster_programs() {
  local set
  for set in kubernetes containerd coredns helm; do
    "$here/../e2e-tests/cluster/cluster" tools "$set" >/dev/null
  done
}

# The API tests start etcd and kube-apiserver from this folder of the Fabric8 test library.
place_api_test_programs() {
  local folder version program target
  folder="$("$here/../e2e-tests/cluster/cluster" tools kubernetes)"
  version="$("$folder/kubelet" --version | sed 's/^Kubernetes v//')"
  target="$HOME/.kubeapitest/k8s/$version-linux-amd64"
  mkdir -p "$target"
  for program in etcd kube-apiserver kubectl; do
    ln -sfn "$folder/$program" "$target/$program"
  done
}

[ "$(uname -sm)" = "Linux x86_64" ] || fail "this build and its local cluster need Linux on x86_64; this is $(uname -sm)"
install_packages
check_tools
if [ "${1:-}" = --cluster ]; then
  build_cluster_programs
  place_api_test_programs
fi
