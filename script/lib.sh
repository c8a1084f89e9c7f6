# What every script here begins with: where things are, and how it says what it does.
# Sourced, never run. SMARTSTORE_* variables and DATABASE_URL are explained in README.md.

set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

# Tools and compiled dependencies are outside of the clone, so that a second clone does not make them again.
CACHE=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/smartstore
TOOLS=$CACHE/tools
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}
export CARGO_TERM_PROGRESS_WHEN=${CARGO_TERM_PROGRESS_WHEN:-never}
# Queries are checked against .sqlx, not against a running database; script/prepare writes it.
export SQLX_OFFLINE=${SQLX_OFFLINE:-true}
export PATH=$TOOLS/bin:$ROOT/node_modules/.bin:${CARGO_HOME:-${HOME:-/root}/.cargo}/bin:$PATH

PROGRAM=$ROOT/target/bin/smartstore
SITE=$ROOT/target/site

# say TEXT: one line with the seconds since the script began.
say() { printf '[%4ds] %s\n' "$SECONDS" "$*" >&2; }

# step TEXT COMMAND…: says what begins, runs it, says how long it took.
step() {
  local text=$1 begun=$SECONDS
  shift
  say "$text …"
  "$@"
  say "$text: done in $((SECONDS - begun)) s"
}

# fail TEXT: says why it cannot go on, and ends.
fail() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# checksum NAME…: changes when a file below the names changes; reads sizes and times, not contents.
checksum() { find "$@" -type f -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort | sha256sum | cut -d' ' -f1; }

# postgres_bin: folder of the newest PostgreSQL that is new enough; nothing if there is none.
postgres_bin() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -t/ -k5 -rn); do
    if [ -x "$folder/initdb" ] && [ "$(basename "$(dirname "$folder")")" -ge 15 ]; then
      echo "$folder"
      return
    fi
  done
}

children=()

# end_children: ends what `start` has started, the newest first: a server before its database.
end_children() {
  local child
  for ((child = ${#children[@]} - 1; child >= 0; child--)); do
    kill "${children[child]}" 2>/dev/null && wait "${children[child]}" 2>/dev/null || true
  done
}

# start LOG PATTERN COMMAND…: runs it in the background until the script ends; waits until its output has a line like PATTERN,
# and sets `started` to what the pattern's group has caught.
start() {
  local log=$1 pattern=$2 tries
  shift 2
  trap end_children EXIT
  : >"$log"
  "$@" >"$log" 2>&1 &
  children+=($!)
  for ((tries = 0; tries < 1200; tries++)); do
    started=$(sed -nE "s|$pattern|\1|p" "$log" | head -1)
    [ -n "$started" ] && return
    kill -0 "${children[-1]}" 2>/dev/null || break
    sleep 0.1
  done
  tail -20 "$log" >&2
  fail "this did not start: $*"
}
