#!/usr/bin/env bash
# Many accounts, many identities, many calls at once, against the sandbox over mutual TLS. Needs cargo and Linux.
#
#   benches/scale/run.sh                        everything
#   benches/scale/run.sh accounts [NUMBER]      the transactions of accounts (10,000), by several identities
#   benches/scale/run.sh identities [NUMBER]    identities and clients in one process (1,000)
#   benches/scale/run.sh burst [NUMBER]         calls of one client at once (1,000)
#
# Fails if a call fails, or if the memory of the client grows while it fetches.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
target=${CARGO_TARGET_DIR:-$here/../../target/bench-call}
# A connection needs a file descriptor in each of the two processes.
ulimit -n "$(ulimit -Hn)"
(cd "$here" && cargo build --quiet --release --target-dir "$target")
exec "$target/release/scale" "$@"
