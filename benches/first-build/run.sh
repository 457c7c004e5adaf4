#!/usr/bin/env bash
# The cost of a first build, crate by crate: CPU seconds (user and system) of each rustc, from an empty target folder.
# Needs cargo, /usr/bin/time, awk and, for `check`, a folder of descriptions.
#
#   benches/first-build/run.sh [check]        `cargo check` of five calls: a client of ours against the same calls by hand
#   benches/first-build/run.sh release-cli    `cargo build --release -p lean-cli`
#   benches/first-build/run.sh macros         our crates of the macro alone, RUNS times: the least of each
#
# Each unit is compiled by /usr/bin/time in place of rustc (RUSTC_WRAPPER). The rest of the total is cargo, build scripts
# and the C compiler. JOBS is cargo's `--jobs`; LEAN_CORPUS the folder of descriptions; BENCH_FOLDER where to work;
# CHECKOUT another checkout to measure.
set -euo pipefail

checkout=${CHECKOUT:-$(cd "$(dirname "$0")/../.." && pwd)}
work=${BENCH_FOLDER:-$checkout/target/bench-first-build}
mkdir -p "$work"
export CARGO_TERM_COLOR=never CARGO_INCREMENTAL=0
unset RUSTFLAGS CARGO_BUILD_RUSTFLAGS

# The wrapper: one line for each unit with the seconds of user and system, MiB, and the crate.
cat > "$work/rustc" <<'WRAPPER'
#!/bin/sh
# The compiler is asked for its version and its settings too: only units have a name.
name= last=
for word in "$@"; do
    [ "$last" = --crate-name ] && name=$word
    last=$word
done
case $name in ''|___) exec "$@" ;; esac
exec /usr/bin/time -a -o "$UNITS" -f "%U %S %M $name" "$@"
WRAPPER
chmod +x "$work/rustc"

# Runs a command in a folder with an empty target folder. Writes NAME.units and NAME.total.
timed() { # name folder command..
    local name=$1 folder=$2
    shift 2
    rm -rf "$work/target-$name" "$work/$name.units"
    (
        cd "$folder"
        export RUSTC_WRAPPER=$work/rustc UNITS=$work/$name.units CARGO_TARGET_DIR=$work/target-$name
        /usr/bin/time -o "$work/$name.total" -f '%U %S %e' "$@" ${JOBS:+--jobs "$JOBS"} > "$work/$name.log" 2>&1
    ) || { cat "$work/$name.log"; exit 1; }
    rm -rf "$work/target-$name"
}

# CPU seconds by crate, the largest first, and what is not rustc.
table() { # name
    awk '
        FNR == NR { total = $1 + $2; wall = $3; next }
        { seconds[$4] += $1 + $2; sum += $1 + $2; units++ }
        END {
            for (crate in seconds) printf "%8.2f  %s\n", seconds[crate], crate | "sort -rn"
            close("sort -rn")
            printf "%8.2f  all %d units\n%8.2f  cargo, build scripts, C\n%8.2f  total CPU, %.1f s of wall time\n", sum, units, total - sum, total, wall
        }' "$work/$1.total" "$work/$1.units"
}

package() { # folder, the dependency
    mkdir -p "$1/src"
    cat > "$1/Cargo.toml" <<MANIFEST
[package]
name = "client"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
$2

[workspace]
MANIFEST
    cp "$checkout/Cargo.lock" "$1/"
}

client() { # folder
    local corpus=${LEAN_CORPUS:-$checkout/../shared/corpus}
    package "$1" "lean-api = { path = \"$checkout\" }"
    cat > "$1/src/lib.rs" <<CLIENT
#[lean::api(spec = "$corpus/jira-cloud.json")]
pub trait Api {
    fn get_current_user();
    fn get_comments();
    fn add_comment();
    fn get_server_info();
    fn create_issue();
}
CLIENT
}

by_hand() { # folder
    mkdir -p "$1"
    cp "$checkout/benches/compile/by-hand/"* "$checkout/Cargo.lock" "$1/"
    sed -i 's/"rustls-no-provider"/"rustls"/' "$1/Cargo.toml"
}

check() {
    client "$work/ours"
    by_hand "$work/by-hand"
    timed by-hand "$work/by-hand" cargo check
    timed ours "$work/ours" cargo check
    awk '
        FILENAME ~ /total/ { total[FILENAME ~ /ours/] = $1 + $2; wall[FILENAME ~ /ours/] = $3; next }
        { side = FILENAME ~ /ours/; seconds[side, $4] += $1 + $2; sum[side] += $1 + $2; crates[$4] }
        END {
            for (crate in crates) {
                ours = seconds[1, crate] + 0; hand = seconds[0, crate] + 0
                if (hand == 0) only += ours
                else if (ours == 0) lacking += hand
                else { both += ours; hand_both += hand }
                printf "%8.2f %8.2f  %s\n", ours, hand, crate | "sort -rn"
            }
            close("sort -rn")
            printf "%8.2f %8s  in crates of ours only\n", only, ""
            printf "%8s %8.2f  in crates by hand only\n", "", lacking
            printf "%8.2f %8.2f  in crates of both\n", both, hand_both
            printf "%8.2f %8.2f  cargo, build scripts, C\n", total[1] - sum[1], total[0] - sum[0]
            printf "%8.2f %8.2f  total CPU: %.2f times\n", total[1], total[0], total[1] / total[0]
            printf "%8.1f %8.1f  wall time\n", wall[1], wall[0]
        }' "$work/by-hand.total" "$work/ours.total" "$work/by-hand.units" "$work/ours.units"
}

release_cli() {
    timed release-cli "$checkout" cargo build --release -p lean-cli
    table release-cli
}

# As a user's build compiles them: for a procedural macro, without optimization.
macros() {
    package "$work/macro-user" "lean-api-macros = { path = \"$checkout/lean-macros\" }"
    echo > "$work/macro-user/src/lib.rs"
    local run
    rm -f "$work/macros.units"
    for run in $(seq "${RUNS:-2}"); do
        touch "$checkout"/lean-{abi,openapi,diff,lock,codegen,macros}/src/lib.rs
        (
            cd "$work/macro-user"
            export RUSTC_WRAPPER=$work/rustc UNITS=$work/macros.units CARGO_TARGET_DIR=$work/target-macros
            cargo check --quiet --jobs 1
        )
    done
    awk '
        $4 !~ /^lean_/ { next }
        { seconds = $1 + $2; if (!($4 in least) || seconds < least[$4]) least[$4] = seconds }
        END {
            for (crate in least) { sum += least[crate]; printf "%8.2f  %s\n", least[crate], crate | "sort -rn" }
            close("sort -rn")
            printf "%8.2f  all\n", sum
        }' "$work/macros.units"
}

case ${1:-check} in
    check) check ;;
    release-cli) release_cli ;;
    macros) macros ;;
    *) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
