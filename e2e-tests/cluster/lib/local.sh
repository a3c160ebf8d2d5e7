# shellcheck shell=bash
# The local provider: the parts of a cluster in the order in which they need each other.

local_up() { # WANTED_NODES
  local n wanted="$1"
  local_requirements
  local_tools
  if state_exists; then
    state_read
    if local_recovers; then
      local_grow "${wanted:-$nodes}"
      return
    fi
    say "cluster $cluster_name is not healthy: removing what is left of it"
  fi
  local_clean
  network_lock
  network_choose
  nodes="${wanted:-1}"
  mkdir -p "$cluster_state/logs" "$cluster_state/nodes"
  chmod 711 "$cluster_state"
  state_write
  network_unlock
  say "network 10.$octet.0.0/16"
  network_bridge_up
  network_node_up 1
  say "certificates"
  certificates_up
  say "control plane"
  control_plane_up
  dns_up
  for ((n = 1; n <= nodes; n++)); do
    local_node_up "$n"
  done
  volumes_class_up
  for ((n = 1; n <= nodes; n++)); do
    local_node_finish "$n"
  done
  within 60 local_publishes ||
    fail "the controllers do not serve new namespaces; see: cluster logs kube-controller-manager"
}

# Pods need what the controllers publish into each new namespace: a cluster that is up does so at once. A kubelet that
# misses it backs off for longer and longer.
local_publishes() {
  local kubectl=(kubectl --kubeconfig="$cluster_kubeconfig" --request-timeout=5s)
  "${kubectl[@]}" -n default get configmap/kube-root-ca.crt serviceaccount/default
}

local_node_up() { # N
  local archive
  say "node $cluster_name-$1"
  if [ "$1" != 1 ]; then
    network_node_up "$1"
    certificates_node "$1"
  fi
  node_up "$1"
  archive="$(images_archive pause)"
  images_load "$1" "$archive"
}

# The mark tells a node that has everything from one whose `up` was cut short.
local_node_finish() { # N
  node_wait "$1"
  volumes_node_up "$1"
  touch "$cluster_state/nodes/$1/complete"
  say "node $cluster_name-$1 is Ready"
}

# Adds nodes to a healthy cluster; taking one away is a new cluster.
local_grow() { # WANTED_NODES
  local n
  [ "$1" -ge "$nodes" ] || fail "cluster $cluster_name has $nodes nodes; take it down first to have $1"
  for ((n = nodes + 1; n <= $1; n++)); do
    nodes="$n"
    state_write
    local_node_up "$n"
    local_node_finish "$n"
  done
}

# The programs on the path; built when they are not there yet.
local_tools() {
  local set
  for set in kubernetes containerd coredns; do
    PATH="$(tools_folder "$set"):$PATH"
  done
  export PATH
}

local_requirements() {
  local program missing=()
  [ "$(id -u)" = 0 ] || fail "a local cluster needs root: network namespaces, mounts and control groups"
  PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
  for program in go runc iptables ip conntrack curl jq findmnt nsenter unshare flock sysctl; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  [ -x "$(node_cni_programs)/ptp" ] || missing+=("CNI plugins")
  [ ${#missing[@]} = 0 ] || fail "missing on this machine: ${missing[*]}; scripts/setup.sh installs them"
}

# Everything that was started is alive, the API server is ready, and so is every node.
local_healthy() {
  local n
  local_alive && control_plane_ready || return 1
  for ((n = 1; n <= nodes; n++)); do
    node_ready "$n" || return 1
  done
}

local_alive() {
  local name n
  for name in etcd kube-apiserver kube-controller-manager kube-scheduler coredns volumes; do
    process_alive "$name" || return 1
  done
  for ((n = 1; n <= nodes; n++)); do
    [ -f "$cluster_state/nodes/$n/complete" ] && process_alive "node-$n" && process_alive "kube-proxy-$n" || return 1
  done
}

# A cluster whose programs all run gets some time to answer: a busy machine is no reason to throw it away.
local_recovers() {
  within 60 local_healthy_or_dead && local_alive
}

local_healthy_or_dead() {
  ! local_alive || local_healthy
}

# Removes everything of this cluster, however much of it is there.
local_clean() {
  process_kill_all
  local_stragglers
  cgroups_down
  network_down
  local_unmount
  rm -rf "$cluster_state"
}

# Processes in our namespaces that no record names, when the crash came between start and record.
local_stragglers() {
  local namespace pids
  for namespace in $(network_left_namespaces); do
    pids="$(ip netns pids "$namespace")"
    # shellcheck disable=SC2086
    [ -z "$pids" ] || kill -KILL $pids 2>/dev/null || true
  done
}

# Mounts of a node vanish with its mount namespace; this is for whatever was mounted on the machine itself.
local_unmount() {
  local target
  findmnt -rn -o TARGET | grep -F "$cluster_state/" | sort -r | while read -r target; do
    umount --lazy "$target"
  done || true
}

local_load() { # ARCHIVE
  local n
  for ((n = 1; n <= nodes; n++)); do
    images_load "$n" "$1"
  done
}

local_logs() { # COMPONENT
  [ -f "$cluster_state/logs/$1.log" ] || fail "no log of $1; there are: $(cd "$cluster_state/logs" && printf '%s\n' *.log | sed 's/\.log$//' | xargs)"
  cat "$cluster_state/logs/$1.log"
}
