# shellcheck shell=bash
# The existing provider: a cluster that somebody else runs, reached by the current KUBECONFIG.

existing_up() {
  need_kubectl
  mkdir -p "$cluster_state/logs"
  kubectl config view --raw --minify --flatten >"$cluster_kubeconfig" 2>"$cluster_state/logs/existing.log" ||
    fail "there is no current context: set KUBECONFIG" "$cluster_state/logs/existing.log"
  chmod 600 "$cluster_kubeconfig"
  kubectl --kubeconfig="$cluster_kubeconfig" --request-timeout=10s get --raw=/readyz >/dev/null 2>"$cluster_state/logs/existing.log" ||
    fail "the cluster of the current context does not answer" "$cluster_state/logs/existing.log"
  octet="" nodes=""
  state_write
}

# Forgets the cluster; what runs in it is not ours to remove.
existing_down() {
  rm -rf "$cluster_state"
}

existing_load() { # ARCHIVE
  fail "images cannot be loaded into an existing cluster: push them with 'make images-push' to a registry that it can pull from ($1)"
}

existing_healthy() {
  control_plane_answers
}

existing_logs() { # COMPONENT
  fail "the logs of $1 are with whoever runs this cluster"
}
