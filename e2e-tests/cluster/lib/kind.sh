# shellcheck shell=bash
# The kind provider: the same commands on a machine with a Docker engine.

kind_up() { # WANTED_NODES
  local wanted="${1:-1}" n
  command -v kind >/dev/null || fail "kind is not installed: see https://kind.sigs.k8s.io, or use --provider local"
  docker info >/dev/null 2>&1 || fail "kind needs a running Docker engine; there is none: use --provider local"
  if kind get clusters 2>/dev/null | grep -qx "$cluster_name" && [ "$(kind get nodes --name "$cluster_name" | wc -l)" -ge "$wanted" ]; then
    kind get kubeconfig --name "$cluster_name" >"$cluster_kubeconfig"
    return
  fi
  kind delete cluster --name "$cluster_name" >/dev/null 2>&1 || true
  need_kubectl
  mkdir -p "$cluster_state/logs"
  {
    printf 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nnodes:\n- role: control-plane\n'
    for ((n = 2; n <= wanted; n++)); do printf -- '- role: worker\n'; done
  } >"$cluster_state/kind.yaml"
  say "kind cluster $cluster_name"
  kind create cluster --name "$cluster_name" --config "$cluster_state/kind.yaml" --kubeconfig "$cluster_kubeconfig" --wait 120s \
    >"$cluster_state/logs/kind.log" 2>&1 || fail "kind could not create the cluster" "$cluster_state/logs/kind.log"
  octet="" nodes="$wanted"
  state_write
}

kind_down() {
  kind delete cluster --name "$cluster_name" >/dev/null 2>&1 || fail "kind could not delete the cluster $cluster_name"
  rm -rf "$cluster_state"
}

kind_load() { # ARCHIVE
  kind load image-archive "$1" --name "$cluster_name" >/dev/null 2>&1 || fail "kind refused the image archive $1"
}

kind_healthy() {
  control_plane_answers
}

kind_logs() { # COMPONENT
  local node="$cluster_name-control-plane"
  case "$1" in
    kubelet | containerd) docker exec "$node" journalctl -u "$1" --no-pager ;;
    *) kubectl --kubeconfig="$cluster_kubeconfig" -n kube-system logs "$1-$node" ;;
  esac
}
