#!/bin/bash
# Gives the volume of a deleted claim back to the stock: empties its folder and makes the PersistentVolume anew.
set -euo pipefail

export KUBECONFIG="$1"
volumes="$2"

renew() { # VOLUME
  local folder="$volumes/$1"
  [ -f "$folder.yaml" ] || return 0
  kubectl delete persistentvolume "$1" --timeout=30s
  find "$folder" -mindepth 1 -delete
  chown 65532:65532 "$folder"
  chmod 2770 "$folder"
  kubectl apply --server-side -f "$folder.yaml"
}

# A watch ends when the API server closes it, and begins anew with the whole list.
while true; do
  kubectl get persistentvolumes --watch \
    -o 'jsonpath={.metadata.name} {.status.phase}{"\n"}' | while read -r volume phase; do
    if [ "$phase" = Released ]; then
      renew "$volume" || echo "renewing $volume failed; it is tried again at the next event"
    fi
  done || true
  sleep 1
done
