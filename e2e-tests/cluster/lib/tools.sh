# shellcheck shell=bash
# Programs built from Go modules, once for each content of their go.mod, outside the source tree.

tools_source="$cluster_home/tools"
tools_cache="${SEXTANT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sextant}/bin"

# Prints the folder of a tool set, and builds it when it is not there.
tools_folder() { # SET
  local set="$1" folder
  [ -f "$tools_source/$set/go.mod" ] || fail "no tool set named $set; there are: $(tools_sets)"
  folder="$tools_cache/$set-$(tools_hash "$set")"
  if [ ! -d "$folder" ]; then
    tools_build "$set" "$folder"
  fi
  printf '%s\n' "$folder"
}

tools_sets() {
  (cd "$tools_source" && printf '%s ' */ | tr -d '/')
}

# Everything that decides the content of the programs: versions, link flags, the compiler.
tools_hash() { # SET
  {
    cat "$tools_source/$1/go.mod" "$tools_source/$1/go.sum" "$tools_source/$1/build.conf"
    (cd "$tools_source/$1" && go version)
  } | sha256sum | cut -c1-12
}

# One builder at a time; an interrupted build leaves only a temporary folder, which the next one removes.
tools_build() { # SET FOLDER
  local set="$1" folder="$2" log="$tools_cache/$1.log"
  mkdir -p "$tools_cache"
  (
    flock -n 9 || {
      say "waiting for another build of the $set tools"
      flock 9
    }
    [ ! -d "$folder" ] || exit 0
    say "building the $set tools from their Go modules (once; minutes)"
    rm -rf "$tools_cache/.building-$set"
    mkdir "$tools_cache/.building-$set"
    tools_compile "$set" "$tools_cache/.building-$set" >"$log" 2>&1 || fail "building the $set tools failed" "$log"
    mv "$tools_cache/.building-$set" "$folder"
    say "built the $set tools"
  ) 9>"$tools_cache/$set.lock"
}

tools_compile() ( # SET OUT
  cd "$tools_source/$1" || exit 1
  # shellcheck source=/dev/null
  source ./build.conf || exit 1
  version="$(go list -m -f '{{.Version}}' "$module")" || exit 1
  CGO_ENABLED=0 go build -trimpath -buildvcs=false -o "$2/" -ldflags "-s -w $(version_flags "$version")" tool || exit 1
  for rename in "${renames[@]}"; do
    mv "$2/${rename%%=*}" "$2/${rename#*=}" || exit 1
  done
)
