#!/bin/bash
# The first process of a node: mounts what the node must not share with the machine, then keeps containerd and
# kubelet running. It is process 1 of its namespace, so when it ends the kernel ends the node.
set -euo pipefail

home="$1" logs="$2" n="$3"
shift 3

# Mounts made from here on are seen by the containers of this node and by nobody else.
mount --make-rshared /
mount -t proc proc /proc
# Sockets of the container shims and the network namespaces of the pods.
mount -t tmpfs -o mode=755 tmpfs /run
# Names that the kubelet and the network plugins do not let one choose.
mount --bind "$home/log" /var/log
mount --bind "$home/cni/cache" /var/lib/cni

# The kubelet wants to change settings of the whole kernel; it finds them as it wants them, and the machine keeps its own.
tunable() { # FILE VALUE
  local shown="$home/tunables/${1//\//-}"
  mkdir -p "$home/tunables"
  echo "$2" >"$shown"
  mount --bind "$shown" "/proc/sys/$1"
}
tunable vm/overcommit_memory 1
tunable vm/panic_on_oom 0
tunable kernel/panic 10
tunable kernel/panic_on_oops 1
tunable kernel/keys/root_maxkeys 1000000
tunable kernel/keys/root_maxbytes 25000000

keep() { # LOG COMMAND...
  local log="$1"
  shift
  while true; do
    "$@" >>"$log" 2>&1 || true
    echo "$1 has ended and is started again in a second" >>"$log"
    sleep 1
  done
}

keep "$logs/containerd-$n.log" containerd --config "$home/containerd.toml" &
until [ -S "$home/containerd.sock" ]; do sleep 0.05; done
keep "$logs/kubelet-$n.log" kubelet "$@" &
wait
