# shellcheck shell=bash
# Where a cluster keeps what it must remember: one folder per name, outside the source tree.

state_root="${SEXTANT_STATE:-/var/lib/sextant}"
state_locks=/run/lock

# Binds the paths of one cluster; nothing is created yet.
state_of() { # NAME
  [[ "$1" =~ ^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$ ]] ||
    fail "--name $1: use at most 20 small letters, digits and dashes, beginning with a letter"
  cluster_name="$1"
  cluster_state="$state_root/$cluster_name"
  cluster_kubeconfig="$cluster_state/kubeconfig"
  # A Unix socket path may have 107 characters.
  [ ${#cluster_state} -le 70 ] || fail "the state folder $cluster_state is too long for socket paths; set SEXTANT_STATE to a shorter one"
}

# One command at a time changes a cluster.
state_lock() {
  mkdir -p "$state_root" "$state_locks"
  exec 9>"$state_locks/sextant-$cluster_name.lock"
  flock -n 9 || {
    say "waiting for another command on the cluster $cluster_name"
    flock -w 1800 9 || fail "another command has held the cluster $cluster_name for 30 minutes"
  }
}

state_exists() {
  [ -f "$cluster_state/cluster.env" ]
}

# Reads what `up` recorded: provider, octet, nodes.
state_read() {
  # shellcheck source=/dev/null
  source "$cluster_state/cluster.env"
}

state_write() {
  printf 'provider=%s\noctet=%s\nnodes=%s\n' "$provider" "$octet" "$nodes" >"$cluster_state/cluster.env.new"
  mv "$cluster_state/cluster.env.new" "$cluster_state/cluster.env"
}
