# shellcheck shell=bash
# Storage: a default StorageClass with a stock of local volumes on every node, folders of the cluster's state.

volumes_per_node=8

volumes_class_up() {
  volumes_apply <<YAML
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: local
  annotations: {storageclass.kubernetes.io/is-default-class: "true"}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
reclaimPolicy: Retain
YAML
  cp "$cluster_home/lib/volumes-renew.sh" "$cluster_state/volumes-renew.sh"
  process_start volumes "$(network_namespace 1)" bash "$cluster_state/volumes-renew.sh" "$cluster_kubeconfig" "$cluster_state/volumes"
}

volumes_node_up() { # N
  local i
  for ((i = 1; i <= volumes_per_node; i++)); do
    volumes_make "$1" "$i"
  done
  cat "$cluster_state/volumes/$cluster_name-$1-"*.yaml | volumes_apply
}

# Makes an empty folder that user and group 65532 may write to, and the PersistentVolume beside it.
volumes_make() { # N I
  local volume="$cluster_name-$1-$2"
  local folder="$cluster_state/volumes/$volume"
  mkdir -p "$folder"
  chown 65532:65532 "$folder"
  chmod 2770 "$folder"
  cat >"$folder.yaml" <<YAML
---
apiVersion: v1
kind: PersistentVolume
metadata:
  name: $volume
spec:
  capacity: {storage: 100Gi}
  accessModes: [ReadWriteOnce]
  persistentVolumeReclaimPolicy: Retain
  storageClassName: local
  local: {path: $folder}
  nodeAffinity:
    required:
      nodeSelectorTerms:
      - matchExpressions:
        - {key: kubernetes.io/hostname, operator: In, values: [$cluster_name-$1]}
YAML
}

volumes_apply() {
  local said
  said="$(kubectl --kubeconfig="$cluster_kubeconfig" apply --server-side -f - 2>&1)" || fail "storage could not be set up: $said"
}
