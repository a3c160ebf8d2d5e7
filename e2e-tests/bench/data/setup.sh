# shellcheck shell=bash
# What the parts that measure data work need beside a build: Python with the peers, and a store. Source it.

bench_home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
bench_data="$bench_home/e2e-tests/bench/data"
. "$bench_home/scripts/steps.sh"
. "$bench_home/scripts/jdk.sh"

# A figure that cannot be had is said in the table, and is no failure.
bench_skip() { # PART REASON
  mkdir -p "$bench_home/target/bench"
  printf 'figure\tours\tpeer\tratio\tgoal\thow\n%s\tskipped: %s\t\t\t\t\n' "$1" "$2" >"$bench_home/target/bench/$1.tsv"
  printf 'skipped: %s\n' "$2"
  exit 0
}

bench_python_found() { python3 -c 'import ensurepip, venv' 2>/dev/null; }

bench_install_python() {
  bench_python_found && return 0
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3-venv && bench_python_found
}

# A virtual environment for each content of the requirements; an unfinished one is made anew.
bench_make_venv() { # FOLDER REQUIREMENTS
  [ -e "$1/complete" ] && return 0
  rm -rf "$1" && python3 -m venv "$1" &&
    "$1/bin/pip" install --quiet --disable-pip-version-check -r "$2" && touch "$1/complete"
}

# Sets up and measures, or writes why the part is skipped.
bench_run() { # PART [REQUIREMENTS]
  [ -d "$bench_home/runtime-images/worker/target/app/lib" ] || fail "the worker is not built yet: run make build"
  local venv store log="$bench_home/target/logs/bench-python.log" requirements="$bench_data/${2:-requirements.txt}"
  venv="$bench_home/target/bench/venv-$(sha256sum "$requirements" | cut -c1-12)"
  mkdir -p "$bench_home/target/bench"
  printf 'bringing the peers for Python (once)\n'
  bench_install_python >"$log" 2>&1 || bench_skip "$1" "no Python 3 with venv (Debian: python3-venv)"
  bench_make_venv "$venv" "$requirements" >>"$log" 2>&1 || bench_skip "$1" "pip could not install the peers: $(tail -n 1 "$log")"
  store="$("$bench_home/runtime-images/store/build")"
  exec "$venv/bin/python" "$bench_data/$1.py" "$store/versitygw"
}
