# shellcheck shell=sh disable=SC2034 # the addresses are for ./check
# Read by ./check: a PostgreSQL and two Redis of our own in $SCRATCH, stopped by leave().

start_services() {
    ports=$(free_ports) || return
    # shellcheck disable=SC2086 # three words
    set -- $ports
    start_postgres "$1" && start_redis "$2" && start_redis "$3" || return
    OUR_REDIS_URLS="redis://127.0.0.1:$2/0 redis://127.0.0.1:$3/0"
}

# Below 32768, where the kernel does not hand ports out to outgoing connections.
free_ports() {
    "$PYTHON" -S -c '
import random, socket
held = []
while len(held) < 3:
    listener = socket.socket()
    try:
        listener.bind(("127.0.0.1", random.randrange(20_000, 32_768)))
    except OSError:
        continue
    held.append(listener)
print(*(listener.getsockname()[1] for listener in held))
'
}

start_postgres() {
    postgres_port=$1
    data=$SCRATCH/postgres
    mkdir "$data" || return
    set -- env
    if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
        owner=postgres
        id "$owner" >/dev/null 2>&1 || owner=nobody
        chmod 711 "$SCRATCH"
        chown "$owner" "$data"
        set -- setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups env
    fi
    cd "$data" || return # a folder its owner may enter
    set -- "$@" LC_ALL=C.UTF-8
    run "$@" "$POSTGRES_BIN/initdb" --pgdata="$data" --username=postgres --auth=trust \
        --encoding=UTF8 --no-sync >"$SCRATCH/initdb.log" 2>&1 || {
        cat "$SCRATCH/initdb.log" >&2
        return 1
    }
    # No Unix socket: its path may become longer than the system allows.
    start INT "$@" "$POSTGRES_BIN/postgres" -D "$data" -p "$postgres_port" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
        >"$SCRATCH/postgres.log" 2>&1
    cd "$ROOT" || return
    wait_for "$PID" 30 "$POSTGRES_BIN/pg_isready" -h 127.0.0.1 -p "$postgres_port" || {
        tail -n 20 "$SCRATCH/postgres.log" >&2
        return 1
    }
    POSTGRES_URL=postgres://postgres@127.0.0.1:$postgres_port/postgres
}

start_redis() {
    redis_port=$1
    mkdir "$SCRATCH/redis$redis_port" || return
    start TERM "$REDIS_SERVER" --port "$redis_port" --bind 127.0.0.1 \
        --dir "$SCRATCH/redis$redis_port" --save '' --appendonly no \
        >"$SCRATCH/redis$redis_port.log" 2>&1
    wait_for "$PID" 10 "$PYTHON" -c \
        'import redis, sys; redis.Redis(port=int(sys.argv[1])).ping()' "$redis_port" || {
        tail -n 20 "$SCRATCH/redis$redis_port.log" >&2
        return 1
    }
}
