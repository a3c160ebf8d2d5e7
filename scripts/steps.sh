# shellcheck shell=bash
# Steps of a script: each is announced, timed and logged; a failure is one line and a log. Source it.

steps_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
steps_logs="$steps_root/target/logs"
steps_start=$SECONDS
mkdir -p "$steps_logs"

fail() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}

# Runs COMMAND with its output in a log; on failure shows the end of it and stops.
step() { # TITLE COMMAND [ARGUMENT...]
  local title="$1" log began=$SECONDS
  shift
  log="$steps_logs/$(tr -cs 'a-zA-Z0-9\n' '-' <<<"$title" | sed 's/-*$//').log"
  if [ -t 1 ]; then printf '%4ds  %s ...' $((SECONDS - steps_start)) "$title"; fi
  if ! "$@" >"$log" 2>&1; then
    [ ! -t 1 ] || printf '\n'
    tail -n "${STEP_TAIL:-25}" "$log" >&2
    fail "$title failed after $((SECONDS - began)) s; the whole log: $log"
  fi
  [ ! -t 1 ] || printf '\r\033[K'
  printf '%4ds  %s (%d s)\n' $((SECONDS - steps_start)) "$title" $((SECONDS - began))
}
