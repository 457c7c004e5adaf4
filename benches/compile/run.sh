#!/usr/bin/env bash
# What a generated client costs to compile: CPU seconds and peak memory of the client crate alone, its dependencies
# ready. Needs cargo, /usr/bin/time and a folder of descriptions.
#
#   LEAN_CORPUS=../shared/corpus benches/compile/run.sh [DOCUMENT..]     (default: oxide-nexus.json jira-cloud.json)
#
# A row is: crate, document, command, CPU seconds (user and system), peak memory of the largest process in MiB.
# TOOLS names what is compared with: progenitor openapi-to-rust (default both; empty for none). PROFILES: check, build,
# release, and build+caller, release+caller, which are of oxide-nexus.json alone: the client and a crate that makes five calls, since what is
# generic is compiled where it is called.
set -euo pipefail

checkout=$(cd "$(dirname "$0")/../.." && pwd)
corpus=$(cd "${LEAN_CORPUS:-$checkout/../shared/corpus}" && pwd)
work=${BENCH_FOLDER:-$checkout/target/bench-compile}
tools=${TOOLS-progenitor openapi-to-rust}
profiles=${PROFILES-check build release build+caller release+caller}
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

# Dependencies are made first, the crate's own artefacts removed before each run. Every kind of crate has a target
# folder, so that its dependencies are shared among documents.
rows() { # kind document folder
    export CARGO_TARGET_DIR=$work/target-$1
    for profile in $profiles; do
        local folder=$3 command=(cargo build --quiet) clean=(cargo clean --quiet -p client)
        case $profile in check) command=(cargo check --quiet) ;; esac
        case $profile in release*) command+=(--release); clean+=(--release) ;; esac
        case $profile in *+caller)
            [ "$2" = oxide-nexus.json ] || continue
            caller "$1" "$folder"
            folder=$folder-caller
            clean+=(-p caller) ;;
        esac
        (cd "$folder" && "${command[@]}" > "$work/log" 2>&1) || { printf '%-18s %-22s %-14s does not compile\n' "$1" "$2" "$profile"; continue; }
        for _ in $(seq "${RUNS:-2}"); do
            (cd "$folder" && "${clean[@]}")
            printf '%-18s %-22s %-14s %s\n' "$1" "$2" "$profile" "$(cd "$folder" && measured "${command[@]}")"
        done
    done
}

# A crate that calls five operations, beside the client's.
caller() { # kind folder
    local use="use client::Client;" send=""
    local dependencies="client = { path = \"$2\" }"
    case $1 in
        lean) use="use client::Api; use lean::Client;"; dependencies+=$'\n'"lean-api = { path = \"$checkout\" }" ;;
        openapi-to-rust) use="use client::generated::client::HttpClient as Client;" ;;
        progenitor) send=".send()" ;;
    esac
    package "$2-caller" "$dependencies" caller
    {
        printf '%s\npub async fn calls(client: &Client) -> u8 {\n    let mut good = 0;\n' "$use"
        for operation in ping current_user_view policy_view utilization_view auth_settings_view; do
            printf '    good += u8::from(client.%s()%s.await.is_ok());\n' "$operation" "$send"
        done
        printf '    good\n}\n'
    } > "$2-caller/src/lib.rs"
}

package() { # folder, the manifest's dependencies, the crate's name unless it is the client
    mkdir -p "$1/src"
    printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2024"\npublish = false\n\n[dependencies]\n%s\n\n[workspace]\n' "${3:-client}" "$2" > "$1/Cargo.toml"
}

lean_crate() { # folder document attribute body
    package "$1" "lean-api = { path = \"$checkout\" }"
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
