# shellcheck shell=bash
# Runs a class of the benchmarks' module. Source it, after scripts/jdk.sh.

bench_classes=e2e-tests/bench/target/app/lib
# What stands before the command, such as taskset.
bench_prefix=()

bench_java() { # [OPTION...] CLASS [ARGUMENT...]
  [ -d "$bench_classes" ] || {
    printf 'the benchmarks are not built; run make build\n' >&2
    return 1
  }
  "${bench_prefix[@]}" java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -cp "$bench_classes/*" "$@"
}

# Skips the part.
bench_skip() { # REASON
  printf '%s\n' "$1" >&2
  exit 77
}
