# shellcheck shell=bash
# Images without a registry and without Docker: tar archives, brought into every node.

images_pause="sextant.dev/pause:1"
images_cache="${SEXTANT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sextant}/images"

# Prints the archive of an image made of one static Go program under images/, and builds it when it is not there.
images_archive() { # PROGRAM
  local program="$1" archive
  archive="$images_cache/$program-$(cat "$cluster_home/images/$program/"* "$cluster_home/lib/images.sh" | sha256sum | cut -c1-12).tar"
  if [ ! -f "$archive" ]; then
    images_pack "$program" "$archive" || fail "the image of $program could not be built" "$images_cache/$program.log"
  fi
  printf '%s\n' "$archive"
}

# A docker archive: one layer with the program, its configuration, and the manifest that names both. Times and owners
# are fixed, so the same program gives the same bytes.
images_pack() ( # PROGRAM ARCHIVE
  mkdir -p "$images_cache"
  work="$(mktemp -d "$images_cache/.packing-$1.XXXXXX")" || exit 1
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/root" "$work/image"
  plain=(--sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=ustar)
  (cd "$cluster_home/images/$1" && CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags '-s -w' -o "$work/root/$1" .) \
    >"$images_cache/$1.log" 2>&1 || exit 1
  tar "${plain[@]}" -C "$work/root" -cf "$work/image/layer.tar" "$1" || exit 1
  digest="$(sha256sum "$work/image/layer.tar" | cut -d' ' -f1)"
  jq -cn --arg program "$1" --arg layer "sha256:$digest" '{
    architecture: "amd64", os: "linux", created: "1970-01-01T00:00:00Z",
    config: {User: "65532:65532", Entrypoint: ["/" + $program]},
    rootfs: {type: "layers", diff_ids: [$layer]}
  }' >"$work/image/config.json" || exit 1
  jq -cn --arg tag "sextant.dev/$1:1" '[{Config: "config.json", RepoTags: [$tag], Layers: ["layer.tar"]}]' \
    >"$work/image/manifest.json" || exit 1
  tar "${plain[@]}" -C "$work/image" -cf "$work/image.tar" config.json layer.tar manifest.json || exit 1
  mv "$work/image.tar" "$2"
)

# Brings an archive (OCI or docker) into one node.
images_load() { # N ARCHIVE
  local log="$cluster_state/logs/load.log"
  node_containerd "$1" images import "$2" >>"$log" 2>&1 ||
    fail "node $cluster_name-$1 refused the image archive $2: $(tail -n 1 "$log")" "$log"
  images_complete_names "$1" "$2" "$log"
}

# An image whose name has no host gets the name that the kubelet reads into it; one without any name is of no use.
images_complete_names() { # N ARCHIVE LOG
  local name
  for name in $(node_containerd "$1" images list --quiet 2>>"$3"); do
    case "$name" in
      import-*)
        node_containerd "$1" images remove "$name" >>"$3" 2>&1
        fail "the image in $2 has no name: write one like example.org/image:tag into the archive"
        ;;
      sha256:* | localhost/* | *.*/* | *:*/*) ;;
      */*) node_containerd "$1" images tag --force "$name" "docker.io/$name" >>"$3" 2>&1 ;;
      *) node_containerd "$1" images tag --force "$name" "docker.io/library/$name" >>"$3" 2>&1 ;;
    esac
  done
}
