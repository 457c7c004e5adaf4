#!/usr/bin/env bash
# What a call costs. Needs cargo and valgrind.
#
#   benches/call/run.sh                  all tables
#   benches/call/run.sh memory [CASE..]  instructions and allocations of calls without a network
#   benches/call/run.sh network          CPU of the client's process over mutual TLS on the loopback
#   benches/call/run.sh check            compares instructions with instructions.tsv; fails if they grew
#   benches/call/run.sh keep             writes instructions.tsv
#   benches/call/run.sh profile CASE [COLUMN]   the functions that a case spends its instructions in
#
# `check` and `keep` build our cases alone, which takes about a minute on two cores.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
checkout=$(cd "$here/../.." && pwd)
kept=$here/instructions.tsv
# In percent. Compilers of one version give the same counts, and the lock file keeps the libraries.
tolerance=${TOLERANCE:-3}
export CARGO_TERM_COLOR=never

build() { # folder, arguments
    local folder=$1
    shift
    (cd "$here" && cargo build --quiet --release --target-dir "$folder" "$@")
    programs=$folder/release
}

instructions() { # case, column, calls
    local output
    output=$(valgrind --tool=callgrind --callgrind-out-file="${profile:-/dev/null}" \
        --toggle-collect='count::measured*' "$programs/count" "$1" "$2" "$3" 2>&1)
    awk -v calls="$3" '/Collected/ { printf "%.0f", $4 / calls; found = 1 } END { exit !found }' <<< "$output" ||
        { echo "$output" >&2; exit 1; }
}

cases() { # the columns that are wanted
    "$programs/count" | grep -P "\t($1)\t"
}

memory() {
    build "$checkout/target/bench-call" --bin count --bin allocations
    local allocations
    allocations=$("$programs/allocations")
    printf '%-10s %-11s %12s %12s %14s\n' case way instructions allocations "peak bytes"
    cases '.*' | while IFS=$'\t' read -r name column calls; do
        [ $# = 0 ] || [[ " $* " == *" $name "* ]] || continue
        local counts
        counts=$(awk -F'\t' -v name="$name" -v column="$column" '$1 == name && $2 == column { print $3, $4 }' <<< "$allocations")
        # shellcheck disable=SC2086
        printf '%-10s %-11s %12d %12d %14d\n' "$name" "$column" "$(instructions "$name" "$column" "$calls")" $counts
    done
}

network() {
    build "$checkout/target/bench-call" --bin network
    local counted
    counted=$(for version in One Two; do for at_once in 1 64; do for way in Ours Reqwest Hyper; do
        printf '%s\t%s\t%s\t%s\n' "$version" "$at_once" "$way" "$(over_tls "$way" "$version" "$at_once")"
    done; done; done)
    printf '%-5s %-8s %-8s %14s %14s %8s %14s\n' HTTP "at once" way instructions "times reqwest" "µs CPU" "times reqwest"
    "$programs/network" "${ROUNDS:-5}" | while IFS=$'\t' read -r version at_once way micros ratio; do
        awk -F'\t' -v version="$version" -v at_once="$at_once" -v way="$way" -v micros="$micros" -v ratio="$ratio" '
            $1 == version && $2 == at_once { found[$3] = $4 }
            END {
                printf "%-5s %-8s %-8s %14d %14.2f %8s %14s\n", version, at_once, way, found[way],
                    found[way] / found["Reqwest"], micros, ratio
            }' <<< "$counted"
    done
}

# Instructions of the client's process a call, without the system's.
over_tls() { # way, version, calls at a time
    local calls=$(($3 * 20 < 200 ? 200 : $3 * 20)) output
    output=$(valgrind --tool=callgrind --callgrind-out-file="${profile:-/dev/null}" \
        --toggle-collect='network::measured*' "$programs/network" count "$1" "$2" "$3" "$calls" 2>&1)
    awk -v calls="$calls" '/Collected/ { printf "%.0f", $4 / calls }' <<< "$output"
}

ours() {
    build "$checkout/target/bench-call-ours" --bin count --no-default-features --features ours
    echo "# case, instructions a call; $(rustc --version | cut -d' ' -f2) $(uname -m)"
    cases ours | while IFS=$'\t' read -r name column calls; do
        printf '%s\t%s\n' "$name" "$(instructions "$name" "$column" "$calls")"
    done
}

check() {
    local found
    found=$(ours)
    if [ "$(head -1 "$kept")" != "$(head -1 <<< "$found")" ]; then
        echo "kept with another compiler, so only shown: $(head -1 "$kept")"
        cat <<< "$found"
        return
    fi
    awk -F'\t' -v tolerance="$tolerance" '
        /^#/ { next }
        NR == FNR { kept[$1] = $2; next }
        {
            change = kept[$1] ? ($2 / kept[$1] - 1) * 100 : 0
            printf "%-10s %10d  kept %10d  %+.1f %%\n", $1, $2, kept[$1], change
            if (!kept[$1] || change > tolerance) grown = grown " " $1
            if (change < -tolerance) shrunk = shrunk " " $1
        }
        END {
            if (shrunk) print "fewer than kept:" shrunk "; keep them with `benches/call/run.sh keep`"
            if (grown) { print "more instructions than kept, by over " tolerance " %:" grown; exit 1 }
        }' "$kept" <(cat <<< "$found")
}

profile() {
    build "$checkout/target/bench-call" --bin count
    profile=$(mktemp)
    local calls
    calls=$(cases "${2:-ours}" | awk -F'\t' -v name="$1" '$1 == name { print $3 }')
    instructions "$1" "${2:-ours}" "$calls" > /dev/null
    callgrind_annotate --inclusive="${INCLUSIVE:-no}" --threshold=95 "$profile" | cut -c1-180
    rm "$profile"
}

case ${1:-all} in
    all) memory; network ;;
    memory) shift; memory "$@" ;;
    network) network ;;
    check) check ;;
    keep) ours > "$kept.new"; mv "$kept.new" "$kept"; cat "$kept" ;;
    profile) shift; profile "$@" ;;
    *) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
