# shellcheck shell=bash
# What the cluster command prints: steps with the elapsed time, and one clear line when something fails.

say_started="${say_started:-$(date +%s%N)}"

# Prints one step with the seconds since the command began.
say() {
  local ms=$((($(date +%s%N) - say_started) / 1000000))
  printf '%4d.%ds  %s\n' $((ms / 1000)) $((ms % 1000 / 100)) "$*" >&2
}

# The exit code that means: the reason has been told.
say_told=2

# Ends the command with one line; a second argument is the log that tells more.
fail() {
  printf 'error: %s\n' "$1" >&2
  if [ -n "${2:-}" ]; then
    printf '       the log: %s\n' "$2" >&2
  fi
  exit "$say_told"
}

# Runs a check again and again until it succeeds or the seconds are over.
within() { # SECONDS COMMAND...
  local deadline=$(($(date +%s%N) + $1 * 1000000000))
  shift
  until "$@" >/dev/null 2>&1; do
    if [ "$(date +%s%N)" -ge "$deadline" ]; then
      return 1
    fi
    sleep 0.2
  done
}
