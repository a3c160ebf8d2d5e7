#!/bin/bash
# Tries the local cluster for real, under a name of its own: two nodes, pods, services, names, volumes, admission,
# a crash of everything, and that nothing is left afterwards. Prints one line per check and the count at the end.
set -euo pipefail

home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
name="${1:-smoke}"
state="${SEXTANT_STATE:-/var/lib/sextant}/$name"
# shellcheck source=/dev/null
source "$home/lib/say.sh"
checks=0

cluster() {
  local command="$1"
  shift
  "$home/cluster" "$command" --name "$name" "$@" 9>&-
}

# One check: a sentence, and a command that must succeed within the seconds.
check() { # SENTENCE SECONDS COMMAND...
  local sentence="$1" seconds="$2" said
  shift 2
  within "$seconds" "$@" || {
    said="$("$@" 2>&1 | tail -n 3)" || true
    fail "not so: $sentence: $said" "$state/logs"
  }
  checks=$((checks + 1))
  say "ok: $sentence"
}

k() { kubectl --kubeconfig="$state/kubeconfig" --request-timeout=20s "$@"; }
in_smoke() { k --namespace smoke "$@"; }
pods() { in_smoke get pods -l app=web -o "jsonpath={.items[*].$1}"; }
exec_first() { in_smoke exec "$(pods metadata.name | cut -d' ' -f1)" -- /probe "$@"; }
available() { [ "$(in_smoke get deployment web -o 'jsonpath={.status.availableReplicas}')" = 2 ]; }
on_two_nodes() { [ "$(pods spec.nodeName | tr ' ' '\n' | sort -u | wc -l)" = 2 ]; }
job_done() { [ "$(in_smoke get job once -o 'jsonpath={.status.succeeded}')" = 1 ]; }
logs_there() { in_smoke logs deployment/web | grep -q 'serving on 8080'; }
runs_as_65532() { exec_first get http://127.0.0.1:8080 | grep -q 'uid=65532'; }

# Both pods answer, whichever node is asked.
balanced() { # ADDRESS
  local request
  [ "$(for request in $(seq 20); do curl -sS -m 2 "http://$1/?$request"; done | sort -u | wc -l)" = 2 ]
}

each_pod_reaches_the_other() {
  local from to
  for from in $(pods metadata.name); do
    for to in $(pods status.podIP); do
      in_smoke exec "$from" -- /probe get "http://$to:8080" || return 1
    done
  done
}

way_out_is_closed() {
  exec_first refuse 192.0.2.1:53 && exec_first refuse 1.1.1.1:443
}

unrestricted_is_refused() {
  local said
  said="$(in_smoke run unrestricted --image=sextant.dev/probe:1 2>&1)" || true
  [[ "$said" == *'violates PodSecurity "restricted'* ]]
}

policy_refuses() {
  local said
  said="$(in_smoke create configmap unwanted --from-literal=other=1 --dry-run=server 2>&1)" || true
  [[ "$said" == *'data.wanted is missing'* ]]
}

one_pod() { [ "$(pods metadata.name | wc -w)" = 1 ]; }

volume_is_renewed() {
  local volume="$1"
  [ "$(k get persistentvolume "$volume" -o 'jsonpath={.status.phase}')" = Available ] && [ ! -e "$state/volumes/$volume/file" ]
}

# The worst crash: everything of the cluster is killed at once, by the recorded ids.
crash() {
  local record pid _
  for record in "$state"/pids/*; do
    read -r pid _ <"$record"
    kill -KILL -- "-$pid" 2>/dev/null || true
  done
}

left_behind() {
  pgrep -af -- "$state/"
  findmnt -rn -o TARGET | grep -F "$state"
  ip netns list | grep -E "^sextant-$name-[1-3]( |\$)"
  find /sys/fs/cgroup -maxdepth 2 -name "sextant-$name"
  ip -o link | grep "sx$octet"
  ip route | grep "10\.$octet\."
  ls -d "$state"
}

nothing_left() {
  [ -z "$(left_behind 2>/dev/null)" ]
}

trap 'status=$?; [ $status = 0 ] || { k get pods -A -o wide; in_smoke get events | tail -n 20; } >&2 2>/dev/null || true; cluster down >/dev/null 2>&1 || true; exit $status' EXIT

kubernetes="$("$home/cluster" tools kubernetes)"
PATH="$kubernetes:$PATH"
cluster down 2>/dev/null
cluster up --nodes 2 >/dev/null
octet="$(sed -n 's/^octet=//p' "$state/cluster.env")"
check "status says healthy" 5 cluster status
started="$(cat "$state"/pids/*)"
check "a second up is happy" 1 cluster up
check "a second up starts nothing" 1 test "$started" = "$(cat "$state"/pids/*)"
# shellcheck source=/dev/null
archive="$(cluster_home="$home"; source "$home/lib/images.sh"; images_archive probe)"
check "an image archive is loaded" 1 cluster load "$archive"
check "the objects are accepted" 10 k apply -f "$home/test/smoke.yaml"
check "a Deployment of two pods is available" 60 available
check "the pods run on two nodes" 1 on_two_nodes
check "logs come through the API server" 5 logs_there
check "exec runs in a pod, as user 65532" 5 runs_as_65532
port="$(in_smoke get service web -o 'jsonpath={.spec.ports[0].nodePort}')"
check "a NodePort answers on node 1 for both pods" 10 balanced "10.$octet.0.11:$port"
check "a NodePort answers on node 2 for both pods" 10 balanced "10.$octet.0.12:$port"
check "the service address answers the host for both pods" 10 balanced "$(in_smoke get service web -o 'jsonpath={.spec.clusterIP}')"
check "each pod reaches both, over the nodes" 5 each_pod_reaches_the_other
check "a pod finds the service by its short name" 10 exec_first get http://web
check "a pod finds the API server by its long name" 5 exec_first resolve kubernetes.default.svc.cluster.local
check "a pod has no way out of the machine" 1 way_out_is_closed
check "a pod that is not restricted is refused" 5 unrestricted_is_refused
check "a ValidatingAdmissionPolicy refuses" 15 policy_refuses
check "a Job with a native sidecar and a volume ends" 60 job_done
volume="$(in_smoke get persistentvolumeclaim data -o 'jsonpath={.spec.volumeName}')"
check "what the Job wrote belongs to user 65532" 1 test "$(stat -c %u "$state/volumes/$volume/file")" = 65532
in_smoke delete job once --wait >/dev/null
in_smoke delete persistentvolumeclaim data --wait >/dev/null
check "the volume of a deleted claim is empty and available again" 30 volume_is_renewed "$volume"
in_smoke scale deployment web --replicas=1 >/dev/null
check "a pod too many is ended and gone" 30 one_pod
crash
check "status says unhealthy after a crash" 5 bash -c "! '$home/cluster' status --name '$name'"
cluster up --nodes 2 >/dev/null
check "after a crash up brings a healthy cluster" 5 cluster status
cluster down
check "down leaves nothing behind" 5 nothing_left
say "$checks checks passed"
