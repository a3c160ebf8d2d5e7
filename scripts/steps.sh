# shellcheck shell=bash
# Steps of a script: each is announced, timed and logged; a failure is one line and a log. Source it.

steps_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
steps_logs="$steps_root/target/logs"
# A script that another one calls goes on with its clock.
export SEXTANT_STEPS_START="${SEXTANT_STEPS_START:-$EPOCHSECONDS}"
mkdir -p "$steps_logs"

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

# Runs COMMAND with its output in a log; on failure shows the end of it and stops.
step() { # TITLE COMMAND [ARGUMENT...]
  local title="$1" log began=$EPOCHSECONDS
  shift
  log="$steps_logs/$(tr -cs 'a-zA-Z0-9\n' '-' <<<"$title" | sed 's/-*$//').log"
  if [ -t 1 ]; then printf '%4ds  %s ...' $((EPOCHSECONDS - SEXTANT_STEPS_START)) "$title"; fi
  if ! "$@" >"$log" 2>&1; then
    [ ! -t 1 ] || printf '\n'
    tail -n "${STEP_TAIL:-25}" "$log" >&2
    fail "$title failed after $((EPOCHSECONDS - began)) s; the whole log: $log"
  fi
  [ ! -t 1 ] || printf '\r\033[K'
  printf '%4ds  %s (%d s)\n' $((EPOCHSECONDS - SEXTANT_STEPS_START)) "$title" $((EPOCHSECONDS - began))
}

steps_beside=()

# Runs a step beside those that follow. What it says comes when it has ended.
beside() { # TITLE COMMAND [ARGUMENT...]
  step "$@" &
  steps_beside+=($!)
}

# Waits for all that runs beside, and ends the script when any of it failed.
joined() {
  local pid code=0
  for pid in "${steps_beside[@]}"; do
    wait "$pid" || code=1
  done
  steps_beside=()
  [ "$code" = 0 ] || exit 1
}

# For the end of a script that failed meanwhile.
end_beside() {
  local pid
  for pid in "${steps_beside[@]}"; do
    kill "$pid" 2>/dev/null || true
  done
}
