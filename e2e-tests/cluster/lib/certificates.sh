# shellcheck shell=bash
# Certificates and kubeconfigs, all made by kubeadm.

certificates_up() {
  certificates_config 1
  kubeadm init phase certs all --config "$cluster_state/kubeadm-1.yaml" >>"$cluster_state/logs/kubeadm.log" 2>&1 ||
    fail "kubeadm could not make the certificates" "$cluster_state/logs/kubeadm.log"
  kubeadm init phase kubeconfig all --config "$cluster_state/kubeadm-1.yaml" --kubeconfig-dir "$cluster_state/kubeconfigs" \
    >>"$cluster_state/logs/kubeadm.log" 2>&1 ||
    fail "kubeadm could not make the kubeconfigs" "$cluster_state/logs/kubeadm.log"
  certificates_user system:kube-proxy kube-proxy
  certificates_user system:coredns coredns
  mkdir -p "$cluster_state/kubeconfigs/1"
  mv "$cluster_state/kubeconfigs/kubelet.conf" "$cluster_state/kubeconfigs/1/"
  # The certificate in admin.conf belongs to a group that the bootstrap manifest makes an administrator.
  sed "s/kubernetes-admin@$cluster_name/$cluster_name/g; s/kubernetes-admin/$cluster_name-admin/g" \
    "$cluster_state/kubeconfigs/admin.conf" >"$cluster_kubeconfig"
  chmod 600 "$cluster_kubeconfig"
}

# The kubeconfig of a further node.
certificates_node() { # N
  certificates_config "$1"
  kubeadm init phase kubeconfig kubelet --config "$cluster_state/kubeadm-$1.yaml" --kubeconfig-dir "$cluster_state/kubeconfigs/$1" \
    >>"$cluster_state/logs/kubeadm.log" 2>&1 ||
    fail "kubeadm could not make the kubeconfig of node $1" "$cluster_state/logs/kubeadm.log"
}

certificates_user() { # USER FILE
  kubeadm kubeconfig user --client-name="$1" --config "$cluster_state/kubeadm-1.yaml" \
    >"$cluster_state/kubeconfigs/$2.conf" 2>>"$cluster_state/logs/kubeadm.log" ||
    fail "kubeadm could not make the kubeconfig of $1" "$cluster_state/logs/kubeadm.log"
}

certificates_config() { # N
  cat >"$cluster_state/kubeadm-$1.yaml" <<YAML
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint:
  advertiseAddress: $(network_node 1)
  bindPort: 6443
nodeRegistration:
  name: $cluster_name-$1
  criSocket: unix://$cluster_state/nodes/$1/containerd.sock
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: $(kubelet --version | cut -d' ' -f2)
clusterName: $cluster_name
certificatesDir: $cluster_state/pki
controlPlaneEndpoint: $(network_node 1):6443
encryptionAlgorithm: ECDSA-P256
networking:
  serviceSubnet: $(network_services)
  podSubnet: $(network_all_pods)
  dnsDomain: cluster.local
YAML
}
