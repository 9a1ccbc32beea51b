# shellcheck shell=sh
# Read by ./demo and ./check, from the top folder of the project: finds Python, fetches uv,
# installs the Python packages, and starts processes so that none of them can be left behind.
set -eu

UV_VERSION=0.13.9
UV_OLDEST=0.8 # the oldest uv on PATH that we trust with our lock file

say() {
    printf '%s\n' "-> $*"
}

# Something is missing that the person at the keyboard has to provide.
give_up() {
    printf '\n%s\n' "$*" >&2
    exit 3
}

# show_help FILE: the comment at its top.
show_help() {
    sed -n '2,/^$/s/^#[ ]\{0,1\}//p' "$1"
}

# --- processes -----------------------------------------------------------------------------

# Every process is started in the background in a session of its own, for three reasons:
# the shell then sees TERM at once and not when a foreground child ends, Ctrl+C reaches
# nobody but this shell so that we choose the order of stopping, and whatever a process
# leaves behind (browsers, test servers) can be found by its group.
# The shell ignores INT for background processes; pytest needs it to tear its fixtures down.
DETACH='
import os, signal, sys
os.setsid()
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execvp(sys.argv[1], sys.argv[1:])
'
STARTED='' # process ids, newest first, each with the signal that asks it to stop

# start SIGNAL COMMAND...; the process id is in $PID
start() {
    signal=$1
    shift
    "$PYTHON" -S -c "$DETACH" "$@" </dev/null &
    PID=$!
    STARTED="$PID:$signal $STARTED"
}

# Runs a command to its end and returns its exit code.
run() {
    start INT "$@"
    status=0
    wait "$PID" || status=$?
    stop_newest
    return "$status"
}

is_alive() {
    kill -s 0 -- "$1" 2>/dev/null
}

# wait_for ID SECONDS COMMAND...: until the command succeeds; fails when the process has ended
# or (about) so many seconds have passed.
wait_for() {
    awaited=$1
    tries=$(($2 * 5))
    shift 2
    until "$@" >/dev/null 2>&1; do
        { is_alive "$awaited" && [ "$tries" -gt 0 ]; } || return 1
        tries=$((tries - 1))
        sleep 0.2
    done
}

# wait_until_gone ID SECONDS; a negative id is a group
wait_until_gone() {
    tenths=$(($2 * 10))
    while kill -s 0 -- "$1" 2>/dev/null; do
        [ "$tenths" -gt 0 ] || return 1
        tenths=$((tenths - 1))
        sleep 0.1
    done
}

# stop ID SIGNAL: politely, then with force, then whatever the process left behind.
stop() {
    kill -s "$2" -- "$1" 2>/dev/null || :
    wait_until_gone "$1" 20 || kill -s KILL -- "$1" 2>/dev/null || :
    if kill -s TERM -- "-$1" 2>/dev/null; then
        wait_until_gone "-$1" 5 || kill -s KILL -- "-$1" 2>/dev/null || :
    fi
    wait "$1" 2>/dev/null || :
}

stop_newest() {
    newest=${STARTED%% *}
    STARTED=${STARTED#* }
    stop "${newest%:*}" "${newest#*:}"
}

stop_all() {
    while [ -n "$STARTED" ]; do
        stop_newest
    done
}

# Calls a function once on every way out, with the exit code as its argument.
on_exit() {
    # shellcheck disable=SC2064 # the name is known now
    trap "leave $1" EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 141' PIPE
    trap 'exit 143' TERM
}

leave() {
    code=$?
    trap '' HUP INT PIPE TERM
    trap - EXIT
    set +e
    stop_all
    "$1" "$code"
    exit "$code"
}

# --- Python and uv ---------------------------------------------------------------------------

find_python() {
    for name in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        [ -n "$name" ] || continue
        PYTHON=$("$name" -c '
import sqlite3, ssl, sys
if sys.version_info >= (3, 11):
    print(sys.executable)
' 2>/dev/null) || continue
        [ -z "$PYTHON" ] || return 0
    done
    give_up 'Python 3.11 or newer is needed. On Debian: apt-get install python3 python3-pip'
}

# uv_is_good COMMAND: it starts, and it is not older than UV_OLDEST.
uv_is_good() {
    "$1" --version 2>/dev/null | {
        read -r _ version _ || exit 1
        major=${version%%.*}
        minor=${version#*.}
        minor=${minor%%.*}
        [ "$major" -gt "${UV_OLDEST%.*}" ] || [ "$minor" -ge "${UV_OLDEST#*.}" ]
    } 2>/dev/null
}

find_uv() {
    UV=uv
    if uv_is_good "$UV"; then
        return
    fi
    UV=$ROOT/.tools/uv/bin/uv
    case $("$UV" --version 2>/dev/null) in
        "uv $UV_VERSION"*) return ;;
    esac
    "$PYTHON" -m pip --version >/dev/null 2>&1 ||
        give_up 'pip is needed once, to fetch uv. On Debian: apt-get install python3-pip'
    say "Fetching uv $UV_VERSION into .tools (nothing is installed outside this folder)."
    rm -rf "$ROOT/.tools/uv"
    # Not into a venv: Debian's Python has no ensurepip, and its pip refuses the system folders.
    run env PIP_USER=0 "$PYTHON" -m pip install --quiet --disable-pip-version-check \
        --no-warn-script-location --root-user-action=ignore \
        --target "$ROOT/.tools/uv" "uv==$UV_VERSION" ||
        give_up 'uv could not be fetched: is there a network, and does pip know the proxy?'
}

# install_packages OPTIONS...: brings .venv in step with uv.lock.
install_packages() {
    if "$ROOT/.venv/bin/python" -c '' 2>/dev/null; then
        say 'Checking the Python packages.'
    else
        say 'Installing the Python packages into .venv (once, about a minute).'
        # Only here: uv would replace a working .venv made by another Python.
        export UV_PYTHON="$PYTHON"
    fi
    run "$UV" sync --quiet --locked "$@" ||
        give_up 'The Python packages could not be installed; the reason is above.'
    unset UV_PYTHON
    PYTHON=$ROOT/.venv/bin/python
}

prepare_tools() {
    { mkdir -p "$ROOT/.tools" && [ -w "$ROOT/.tools" ]; } 2>/dev/null ||
        give_up "The folder $ROOT must be writable: .venv, .tools and var are kept in it."
    if ! { [ -d "${HOME:-}" ] && [ -w "$HOME" ]; }; then
        export HOME="$ROOT/.tools/home"
        mkdir -p "$HOME"
    fi
    # No Python from elsewhere, the certificates of this system, and .venv where we expect it.
    export UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1 UV_LINK_MODE=copy
    unset UV_PROJECT_ENVIRONMENT VIRTUAL_ENV PYTHONHOME
    find_python
    find_uv
}
