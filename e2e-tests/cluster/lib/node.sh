# shellcheck shell=bash
# A node: containerd and kubelet in process and mount namespaces of their own, so that ending the first process
# ends every container and removes every mount; and kube-proxy beside them.

node_up() { # N
  local n="$1" home="$cluster_state/nodes/$1" namespace
  namespace="$(network_namespace "$n")"
  mkdir -p "$home/log" "$home/cni/cache" "$home/cni/conf" "$home/cni/addresses" "$home/plugins" /var/lib/cni
  # A copy: the shell reads a script while it runs, and the source tree may change meanwhile.
  cp "$cluster_home/lib/node-init.sh" "$home/node-init.sh"
  cgroups_up "$n"
  node_containerd_config "$n"
  node_cni_config "$n"
  node_kubelet_config "$n"
  node_proxy_config "$n"
  process_start "node-$n" "$namespace" unshare --mount --pid --fork --kill-child --propagation private \
    bash "$home/node-init.sh" "$home" "$cluster_state/logs" "$n" \
    --hostname-override="$cluster_name-$n" --node-ip="$(network_node "$n")" \
    --kubeconfig="$cluster_state/kubeconfigs/$n/kubelet.conf" --config="$home/kubelet.yaml" --root-dir="$home/kubelet"
  process_start "kube-proxy-$n" "$namespace" kube-proxy --config="$home/kube-proxy.yaml"
  within 20 node_containerd "$n" version || fail "containerd of node $n does not answer" "$cluster_state/logs/containerd-$n.log"
}

# The containerd client of a node.
node_containerd() { # N ARGUMENT...
  local n="$1"
  shift
  ctr --address "$cluster_state/nodes/$n/containerd.sock" --namespace k8s.io "$@"
}

node_ready() { # N
  [ "$(kubectl --kubeconfig="$cluster_kubeconfig" --request-timeout=5s get node "$cluster_name-$1" \
    -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" = True ]
}

node_wait() { # N
  if ! within 60 node_ready "$1"; then
    process_check "node-$1"
    fail "node $cluster_name-$1 is not Ready after 60 seconds" "$cluster_state/logs/kubelet-$1.log"
  fi
}

# The machine may forbid to lower the score by which the kernel ends processes, hence restrict_oom_score_adj.
node_containerd_config() { # N
  local home="$cluster_state/nodes/$1"
  cat >"$home/containerd.toml" <<TOML
version = 3
root = "$home/containerd"
state = "/run/containerd"

[grpc]
  address = "$home/containerd.sock"

[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = "$images_pause"

[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true

[plugins.'io.containerd.cri.v1.runtime'.cni]
  bin_dirs = ["$(node_cni_programs)"]
  conf_dir = "$home/cni/conf"

[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"

[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
  BinaryName = "$(command -v runc)"
  SystemdCgroup = false
TOML
}

# Debian's package puts the programs under /usr/lib/cni, upstream's archive under /opt/cni/bin.
node_cni_programs() {
  if [ -x /usr/lib/cni/ptp ]; then echo /usr/lib/cni; else echo /opt/cni/bin; fi
}

# Every pod has a point-to-point link to its node: all traffic is routed, so the rules of kube-proxy see both directions.
node_cni_config() { # N
  cat >"$cluster_state/nodes/$1/cni/conf/10-pods.conflist" <<JSON
{
  "cniVersion": "1.0.0",
  "name": "pods",
  "plugins": [
    {
      "type": "ptp",
      "ipam": {
        "type": "host-local",
        "dataDir": "$cluster_state/nodes/$1/cni/addresses",
        "ranges": [[{"subnet": "$(network_pods "$1")"}]],
        "routes": [{"dst": "0.0.0.0/0"}]
      }
    },
    {"type": "portmap", "capabilities": {"portMappings": true}, "snat": true}
  ]
}
JSON
}

node_kubelet_config() { # N
  local home="$cluster_state/nodes/$1"
  cat >"$home/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $cluster_state/pki/ca.crt}
authorization: {mode: Webhook}
containerRuntimeEndpoint: unix://$home/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: $(cgroups_of "$1")
failCgroupV1: false
failSwapOn: false
oomScoreAdj: 0
clusterDomain: cluster.local
clusterDNS: [$(network_node 1)]
resolvConf: /dev/null
podLogsDir: /var/log/pods
volumePluginDir: $home/plugins
imageGCHighThresholdPercent: 100
evictionHard:
  memory.available: 100Mi
  nodefs.available: 1%
  imagefs.available: 1%
YAML
}

node_proxy_config() { # N
  cat >"$cluster_state/nodes/$1/kube-proxy.yaml" <<YAML
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
hostnameOverride: $cluster_name-$1
clusterCIDR: $(network_all_pods)
clientConnection: {kubeconfig: $cluster_state/kubeconfigs/kube-proxy.conf}
conntrack: {maxPerCore: 0, min: 0}
oomScoreAdj: 0
YAML
}
