# shellcheck shell=bash
# One control group per node, below which the kubelet makes those of the pods.

cgroups_of() { # N
  printf '/sextant-%s/node-%s' "$cluster_name" "$1"
}

cgroups_unified() {
  [ -f /sys/fs/cgroup/cgroup.controllers ]
}

cgroups_up() { # N
  local path parent controller
  path="$(cgroups_of "$1")"
  parent="${path%/*}"
  if cgroups_unified; then
    echo "+cpuset +cpu +io +memory +pids" >/sys/fs/cgroup/cgroup.subtree_control
    mkdir -p "/sys/fs/cgroup$parent"
    echo "+cpuset +cpu +io +memory +pids" >"/sys/fs/cgroup$parent/cgroup.subtree_control"
    mkdir -p "/sys/fs/cgroup$path"
    return
  fi
  for controller in $(cgroups_controllers); do
    mkdir -p "$controller$path"
  done
  # A new group of this controller is empty and takes no process until it has processors and memory nodes.
  for group in "/sys/fs/cgroup/cpuset$parent" "/sys/fs/cgroup/cpuset$path"; do
    cat /sys/fs/cgroup/cpuset/cpuset.cpus >"$group/cpuset.cpus"
    cat /sys/fs/cgroup/cpuset/cpuset.mems >"$group/cpuset.mems"
  done
}

# The mounted hierarchies of version 1, each once although some are linked under two names.
cgroups_controllers() {
  findmnt -rn -t cgroup -o TARGET
}

# Removes the groups from the leaves up. Their processes have ended before; the kernel may need a moment.
cgroups_down() {
  within 10 cgroups_remove || fail "control groups of $cluster_name are still in use: $(cgroups_left | head -n 1)"
}

cgroups_remove() {
  local root
  for root in $(cgroups_left); do
    find "$root" -depth -type d -exec rmdir {} + || return 1
  done
}

cgroups_left() {
  local controller
  for controller in /sys/fs/cgroup $(cgroups_controllers) /sys/fs/cgroup/unified; do
    if [ -d "$controller/sextant-$cluster_name" ]; then
      printf '%s\n' "$controller/sextant-$cluster_name"
    fi
  done
}
