# shellcheck shell=bash
# Long-running programs of a cluster, each recorded by process id and birth, so that only our own are ever ended.

# The start time of a process in clock ticks; with the id it names one process for ever.
process_birth() { # PID
  local stat
  stat="$(cat "/proc/$1/stat" 2>/dev/null)" || return 1
  # The second field is the name in parentheses and may hold blanks.
  read -r -a stat <<<"${stat##*) }"
  # A zombie has ended; when it is collected is its parent's business.
  [ "${stat[0]}" != Z ] || return 1
  printf '%s\n' "${stat[19]}"
}

# Starts a program inside a network namespace; its command is kept so that it can be started again.
process_start() { # NAME NETNS COMMAND...
  local name="$1"
  mkdir -p "$cluster_state/pids" "$cluster_state/commands" "$cluster_state/logs"
  shift
  printf '%q ' "$@" >"$cluster_state/commands/$name"
  process_restart "$name"
}

process_restart() { # NAME
  local name="$1" command pid
  eval "command=($(cat "$cluster_state/commands/$name"))"
  setsid nsenter --net="/run/netns/${command[0]}" "${command[@]:1}" \
    >>"$cluster_state/logs/$name.log" 2>&1 </dev/null 9>&- &
  pid=$!
  printf '%s %s\n' "$pid" "$(process_birth "$pid")" >"$cluster_state/pids/$name"
}

# Prints the id of a recorded program, or fails when that very process is gone.
process_id() { # NAME
  local pid birth
  read -r pid birth 2>/dev/null <"$cluster_state/pids/$1" || return 1
  [ "$(process_birth "$pid")" = "$birth" ] || return 1
  printf '%s\n' "$pid"
}

process_alive() { # NAME
  process_id "$1" >/dev/null
}

process_gone() { # NAME
  ! process_alive "$1"
}

process_names() {
  ls "$cluster_state/pids" 2>/dev/null || true
}

# Ends a program and the processes it started, which are its group: politely, and after five seconds for good. A node
# is ended at once: it is a process namespace, so everything that runs in it ends with it.
process_stop() { # NAME
  local pid
  if pid="$(process_id "$1")"; then
    case "$1" in
      node-*) kill -KILL -- "-$pid" 2>/dev/null || true ;;
      *) kill -TERM -- "-$pid" 2>/dev/null || true ;;
    esac
    within 5 process_gone "$1" || kill -KILL -- "-$pid" 2>/dev/null || true
    within 5 process_gone "$1" || fail "process $pid ($1) does not end"
  fi
  rm -f "$cluster_state/pids/$1"
}

# Ends everything that is recorded, without manners: what it would write down now is thrown away.
process_kill_all() {
  local name pid
  for name in $(process_names); do
    if pid="$(process_id "$name")"; then
      kill -KILL -- "-$pid" 2>/dev/null || true
    fi
  done
  for name in $(process_names); do
    within 10 process_gone "$name" || fail "process $(process_id "$name") ($name) does not end"
    rm -f "$cluster_state/pids/$name"
  done
}

# Fails with the log of a program that has ended by itself.
process_check() { # NAME
  process_alive "$1" || fail "$1 has ended: $(tail -n 1 "$cluster_state/logs/$1.log" | cut -c1-300)" "$cluster_state/logs/$1.log"
}
