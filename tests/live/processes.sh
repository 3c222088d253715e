# Sourced by the scripts here: processes that are started, remembered and ended one by one.
# DIR/processes holds a line "PID COMMAND" for each, so that no other process is ever ended.

# launch DIR NAME PROGRAM ARGUMENT...: in the background; its output goes to DIR/NAME.log
launch() {
    local dir=$1 name=$2
    shift 2
    setsid nohup "$@" > "$dir/$name.log" 2>&1 < /dev/null &
    remember "$dir" $!
}

remember() { # DIR PID
    local command
    for _ in $(seq 50); do # right after the fork it still has the name of the shell
        command=$(cat "/proc/$2/comm" 2>/dev/null || true)
        case $command in bash | setsid | nohup | "") sleep 0.1 ;; *) break ;; esac
    done
    echo "$2 $command" >> "$1/processes"
}

# remember_daemon DIR PIDFILE: a process that went into the background itself
remember_daemon() {
    wait_for 20 "$2" test -s "$2"
    remember "$1" "$(cat "$2")"
}

is_running() { # PID COMMAND; a zombie does not count
    [ "$(cat "/proc/$1/comm" 2>/dev/null)" = "$2" ] && ! grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null
}

end_all() { # DIR; the last one started goes first
    [ -s "$1/processes" ] || return 0
    local pid command
    tac "$1/processes" | while read -r pid command; do
        is_running "$pid" "$command" || continue
        kill -TERM "$pid"
        for _ in $(seq 100); do
            is_running "$pid" "$command" || break
            sleep 0.1
        done
        if is_running "$pid" "$command"; then
            echo "$command ($pid) does not end; killed" >&2
            kill -KILL "$pid"
        fi
    done
    : > "$1/processes"
}

wait_for() { # SECONDS WHAT COMMAND...
    local end=$((SECONDS + $1)) what=$2
    shift 2
    until "$@" > /dev/null 2>&1; do
        if [ "$SECONDS" -ge "$end" ]; then
            echo "waited in vain: $what" >&2
            return 1
        fi
        sleep 0.2
    done
}
