# shellcheck shell=bash
# The network of a cluster: one namespace per node on one host bridge, and no way out of the machine.
#
#   10.X.0.1        the host, on the bridge sxX
#   10.X.0.1N       node N: API server (node 1) and NodePorts
#   10.X.6(N+4).0/24  the pods of node N
#   10.X.128.0/20   services

network_host() { printf '10.%s.0.1' "$octet"; }
network_node() { printf '10.%s.0.%s' "$octet" $((10 + $1)); }
network_pods() { printf '10.%s.%s.0/24' "$octet" $((64 + $1)); }
network_all_pods() { printf '10.%s.64.0/18' "$octet"; }
network_services() { printf '10.%s.128.0/20' "$octet"; }
network_namespace() { printf 'sextant-%s-%s' "$cluster_name" "$1"; }

# Chooses the second octet from the name, and the next one when it is taken by another cluster or by the machine.
network_choose() {
  local first try
  first="$(printf '%s' "$cluster_name" | cksum | cut -d' ' -f1)"
  for try in $(seq 0 63); do
    octet=$((64 + (first + try) % 64))
    network_taken "$octet" || return 0
  done
  fail "no free address range among 10.64.0.0/16 to 10.127.0.0/16"
}

network_taken() { # OCTET
  local other
  for other in "$state_root"/*/cluster.env; do
    if [ "$other" != "$cluster_state/cluster.env" ] && grep -qsx "octet=$1" "$other"; then
      return 0
    fi
  done
  # A route inside the range, or one that covers it; the default route covers everything and does not count.
  [ -n "$(ip -4 route show root "10.$1.0.0/16")" ] || ip -4 route show match "10.$1.0.0/16" | grep -qv '^default'
}

# The bridge of the host. Whatever is sent to an unknown address of the range is refused here, so that no answer
# to a pod can take the default route of the machine.
network_bridge_up() {
  local bridge="sx$octet"
  ip link add "$bridge" type bridge
  ip address add "$(network_host)/24" dev "$bridge"
  ip link set "$bridge" up
  ip route add unreachable "10.$octet.0.0/16"
  ip route add "$(network_services)" via "$(network_node 1)" dev "$bridge"
}

# The namespace of one node. It knows the other nodes and nothing else: the default route refuses. The services have
# a route of their own because an address needs one before kube-proxy can rewrite it.
network_node_up() { # N
  local n="$1" namespace other
  namespace="$(network_namespace "$n")"
  ip netns add "$namespace"
  ip link add "sx${octet}n$n" type veth peer name eth0 netns "$namespace"
  ip link set "sx${octet}n$n" master "sx$octet" up
  ip route add "$(network_pods "$n")" via "$(network_node "$n")" dev "sx$octet"
  ip -n "$namespace" link set lo up
  ip -n "$namespace" address add "$(network_node "$n")/24" dev eth0
  ip -n "$namespace" link set eth0 up
  ip -n "$namespace" route add "$(network_services)" dev eth0 src "$(network_node "$n")"
  ip -n "$namespace" route add unreachable default
  nsenter --net="/run/netns/$namespace" sysctl -qw net.ipv4.ip_forward=1
  for ((other = 1; other < n; other++)); do
    ip -n "$namespace" route add "$(network_pods "$other")" via "$(network_node "$other")"
    ip -n "$(network_namespace "$other")" route add "$(network_pods "$n")" via "$(network_node "$n")"
  done
}

# Removes what is there; the routes of the host go with the bridge, except the refusing one.
network_down() {
  local namespace
  for namespace in $(network_left_namespaces); do
    ip netns delete "$namespace"
  done
  if [ -n "${octet:-}" ]; then
    ip link delete "sx$octet" 2>/dev/null || true
    for n in 1 2 3; do
      ip link delete "sx${octet}n$n" 2>/dev/null || true
    done
    ip route delete unreachable "10.$octet.0.0/16" 2>/dev/null || true
  fi
}

network_left_namespaces() {
  ip netns list | cut -d' ' -f1 | grep -E "^sextant-$cluster_name-[1-3]\$" || true
}

# Two clusters that come up at the same moment must not choose the same range.
network_lock() {
  exec 8>"$state_locks/sextant-network.lock"
  flock 8
}

network_unlock() {
  exec 8>&-
}
