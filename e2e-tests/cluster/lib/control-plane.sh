# shellcheck shell=bash
# etcd, API server, controller manager and scheduler, as processes in the namespace of node 1.

control_plane_up() {
  local namespace pki="$cluster_state/pki"
  namespace="$(network_namespace 1)"
  # The data lives as long as the cluster; losing it to a power cut is fine, waiting for the disk is not.
  process_start etcd "$namespace" etcd --data-dir="$cluster_state/etcd" --unsafe-no-fsync --log-level=warn \
    --listen-client-urls=http://127.0.0.1:2379 --advertise-client-urls=http://127.0.0.1:2379 \
    --listen-peer-urls=http://127.0.0.1:2380
  process_start kube-apiserver "$namespace" kube-apiserver \
    --etcd-servers=http://127.0.0.1:2379 \
    --advertise-address="$(network_node 1)" --secure-port=6443 \
    --service-cluster-ip-range="$(network_services)" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged=true \
    --client-ca-file="$pki/ca.crt" --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" \
    --kubelet-client-certificate="$pki/apiserver-kubelet-client.crt" --kubelet-client-key="$pki/apiserver-kubelet-client.key" \
    --kubelet-preferred-address-types=InternalIP \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$pki/sa.pub" --service-account-signing-key-file="$pki/sa.key" \
    --requestheader-client-ca-file="$pki/front-proxy-ca.crt" --requestheader-allowed-names=front-proxy-client \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
    --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$pki/front-proxy-client.crt" --proxy-client-key-file="$pki/front-proxy-client.key"
  control_plane_wait
  control_plane_bootstrap
  # Both end when they cannot reach the API server, so they start after it is ready.
  process_start kube-controller-manager "$namespace" kube-controller-manager --leader-elect=false \
    --kubeconfig="$cluster_state/kubeconfigs/controller-manager.conf" \
    --authentication-kubeconfig="$cluster_state/kubeconfigs/controller-manager.conf" \
    --authorization-kubeconfig="$cluster_state/kubeconfigs/controller-manager.conf" \
    --client-ca-file="$pki/ca.crt" --root-ca-file="$pki/ca.crt" \
    --cluster-signing-cert-file="$pki/ca.crt" --cluster-signing-key-file="$pki/ca.key" \
    --service-account-private-key-file="$pki/sa.key" --use-service-account-credentials=true
  process_start kube-scheduler "$namespace" kube-scheduler --leader-elect=false \
    --kubeconfig="$cluster_state/kubeconfigs/scheduler.conf" \
    --authentication-kubeconfig="$cluster_state/kubeconfigs/scheduler.conf" \
    --authorization-kubeconfig="$cluster_state/kubeconfigs/scheduler.conf"
}

control_plane_wait() {
  if ! within 60 control_plane_ready; then
    process_check etcd
    process_check kube-apiserver
    fail "the API server is not ready after 60 seconds" "$cluster_state/logs/kube-apiserver.log"
  fi
}

# The bindings that kubeadm makes, and the role of the name server. super-admin.conf needs no binding itself.
control_plane_bootstrap() {
  within 30 kubectl --kubeconfig="$cluster_state/kubeconfigs/super-admin.conf" apply --server-side \
    -f "$cluster_home/manifests/bootstrap.yaml" ||
    fail "the bootstrap manifest was refused: $(kubectl --kubeconfig="$cluster_state/kubeconfigs/super-admin.conf" apply --server-side \
      -f "$cluster_home/manifests/bootstrap.yaml" 2>&1 | tail -n 1)" "$cluster_state/logs/kube-apiserver.log"
}

control_plane_ready() {
  [ "$(kubectl --kubeconfig="$cluster_state/kubeconfigs/super-admin.conf" --request-timeout=5s get --raw=/readyz)" = ok ]
}
