#!/usr/bin/env bash
# What a generated client costs to compile: CPU seconds and peak memory of the client crate alone, its dependencies
# ready. Needs cargo, /usr/bin/time and a folder of descriptions.
#
#   LEAN_CORPUS=../shared/corpus benches/compile/run.sh [DOCUMENT..]     (default: oxide-nexus.json jira-cloud.json)
#
# A row is: crate, document, command, CPU seconds (user and system), peak memory of the largest process in MiB.
# TOOLS names what is compared with: progenitor openapi-to-rust (default both; empty for none).
set -euo pipefail

checkout=$(cd "$(dirname "$0")/../.." && pwd)
corpus=$(cd "${LEAN_CORPUS:-$checkout/../shared/corpus}" && pwd)
work=${BENCH_FOLDER:-$checkout/target/bench-compile}
tools=${TOOLS-progenitor openapi-to-rust}
profiles=${PROFILES-check build release}
documents=("$@")
[ ${#documents[@]} -gt 0 ] || documents=(oxide-nexus.json jira-cloud.json)
mkdir -p "$work/crates" "$work/bin"
export CARGO_TERM_COLOR=never CARGO_INCREMENTAL=1

install() { # crate version program
    [ -x "$work/bin/bin/$3" ] || cargo install --quiet --root "$work/bin" "$1@$2"
}

# Measures one command: prints CPU seconds and MiB.
measured() {
    /usr/bin/time -o "$work/time" -f '%U %S %M' "$@" > "$work/log" 2>&1 || { echo "failed"; return; }
    awk '{ printf "%.2f s  %d MiB", $1 + $2, $3 / 1024 }' "$work/time"
}

# Why a tool gave up: what it panicked with, or the last thing that it said.
reason() {
    { grep -A1 panicked "$work/log" || tail -1 "$work/log"; } | tail -1 | cut -c1-120
}

# The client crate alone: dependencies are made first, the crate's own artefacts removed before each run. Every kind of
# crate has a target folder, so that its dependencies are shared among documents.
rows() { # kind document folder
    local folder=$3
    export CARGO_TARGET_DIR=$work/target-$1
    for profile in $profiles; do
        local command=(cargo build --quiet)
        local clean=(cargo clean --quiet -p client)
        case $profile in
            check) command=(cargo check --quiet) ;;
            release) command+=(--release); clean+=(--release) ;;
        esac
        (cd "$folder" && "${command[@]}" > "$work/log" 2>&1) || { printf '%-18s %-22s %-8s does not compile\n' "$1" "$2" "$profile"; continue; }
        for _ in $(seq "${RUNS:-2}"); do
            (cd "$folder" && "${clean[@]}")
            printf '%-18s %-22s %-8s %s\n' "$1" "$2" "$profile" "$(cd "$folder" && measured "${command[@]}")"
        done
    done
}

package() { # folder, then the manifest's dependencies
    mkdir -p "$1/src"
    printf '[package]\nname = "client"\nversion = "0.0.0"\nedition = "2024"\npublish = false\n\n[dependencies]\n%s\n\n[workspace]\n' "$2" > "$1/Cargo.toml"
}

lean_crate() { # folder document attribute body
    package "$1" "lean = { path = \"$checkout\", default-features = false }"
    printf '#[lean::api(spec = "%s"%s)]\npub trait Api {\n%s\n}\n' "$2" "$3" "$4" > "$1/src/lib.rs"
}

lean_whole() {
    local folder=$work/crates/lean-$1
    lean_crate "$folder" "$corpus/$1" ", operations = all" ""
    rows lean "$1" "$folder"
}

lean_five() {
    local folder=$work/crates/lean-five
    lean_crate "$folder" "$corpus/jira-cloud.json" "" "    fn get_current_user();
    fn get_comments();
    fn add_comment();
    fn get_server_info();
    fn create_issue();"
    rows lean-five jira-cloud.json "$folder"
}

by_hand() {
    local folder=$work/crates/by-hand
    rm -rf "$folder" && cp -r "$checkout/benches/compile/by-hand" "$folder"
    rows by-hand jira-cloud.json "$folder"
}

progenitor() {
    local folder=$work/crates/progenitor-$1
    install cargo-progenitor 0.15.1 cargo-progenitor
    rm -rf "$folder"
    if ! "$work/bin/bin/cargo-progenitor" progenitor -i "$corpus/$1" -o "$folder" -n client -v 0.0.0 > "$work/log" 2>&1; then
        printf '%-18s %-22s refuses the document: %s\n' progenitor "$1" "$(reason)"
        return
    fi
    printf '\n[workspace]\n' >> "$folder/Cargo.toml"
    rows progenitor "$1" "$folder"
}

openapi_to_rust() {
    local folder=$work/crates/openapi-to-rust-$1
    install openapi-to-rust 0.23.0 openapi-to-rust
    rm -rf "$folder" && mkdir -p "$folder/src"
    if ! (cd "$folder" && "$work/bin/bin/openapi-to-rust" generate "$corpus/$1") > "$work/log" 2>&1; then
        printf '%-18s %-22s refuses the document: %s\n' openapi-to-rust "$1" "$(reason)"
        return
    fi
    package "$folder" "$(sed '/^\[dependencies\]/d' "$folder/src/generated/REQUIRED_DEPS.toml")"
    printf '#![allow(warnings)]\npub mod generated;\n' > "$folder/src/lib.rs"
    rows openapi-to-rust "$1" "$folder"
}

for document in "${documents[@]}"; do
    lean_whole "$document"
    for tool in $tools; do
        case $tool in
            progenitor) progenitor "$document" ;;
            openapi-to-rust) openapi_to_rust "$document" ;;
        esac
    done
done
case " ${documents[*]} " in *" jira-cloud.json "*) lean_five; by_hand ;; esac
