#!/usr/bin/env bash
# The same calls by clients of other kinds and languages, over mutual TLS on the loopback: a GET of a customer and of a
# list of 100 transactions, over both versions of HTTP, 1 and 64 at once. Needs cargo; go, java with Jackson, keytool and
# openssl, and python3 with httpx are used where they are installed.
#
#   benches/call/others/run.sh [CLIENT..]    (default: all)
#
# A row is: HTTP, at once, call, client, microseconds of CPU of the client's process a call, times those of lean,
# microseconds of wall time a call, times those of lean. Each figure is the least of ROUNDS (2). VERSIONS (1 2) are those
# of HTTP.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
checkout=$(cd "$here/../../.." && pwd)
target=$checkout/target/bench-call
work=$target/others
programs=$target/release
generator=$target/generator
jackson=${JACKSON:-/usr/share/java}
clients=("$@")
[ ${#clients[@]} -gt 0 ] || clients=(lean reqwest reqwest-sonic hyper hyper-sonic openapi-to-rust go java python)
mkdir -p "$work"
export CARGO_TERM_COLOR=never

skip() { # client, reason
    echo "skipped: $1, because $2" >&2
    clients=("${clients[@]/#$1/}")
}

is_wanted() {
    [[ " ${clients[*]} " == *" $1 "* ]]
}

has() {
    command -v "$1" > /dev/null
}

# The client that openapi-to-rust generates, and a program around it.
generated() {
    local folder=$work/openapi-to-rust
    [ -x "$generator/bin/openapi-to-rust" ] ||
        cargo install --quiet --debug --root "$generator" openapi-to-rust@0.23.0 || return 1
    rm -rf "$folder/src" && mkdir -p "$folder/src"
    (cd "$folder" && "$generator/bin/openapi-to-rust" generate "$here/description.yaml") > "$work/log" 2>&1 || return 1
    cp "$here/openapi-to-rust/main.rs" "$folder/src/main.rs"
    {
        printf '[package]\nname = "generated"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
        sed '/^\[dependencies\]/d; /^reqwest = /s/features = \[/&"http2", /' "$folder/src/generated/REQUIRED_DEPS.toml"
        sed '/^#/d' "$here/openapi-to-rust/dependencies.toml"
    } > "$folder/Cargo.toml"
    (cd "$folder" && cargo build --quiet --release --target-dir "$target") > "$work/log" 2>&1
}

prepare() {
    (cd "$here/.." && cargo build --quiet --release --target-dir "$target" --bin client)
    if is_wanted openapi-to-rust && ! generated; then
        tail -5 "$work/log" >&2
        skip openapi-to-rust "it was not generated or built"
    fi
    if is_wanted go; then
        if has go; then
            (cd "$here/go" && GOFLAGS=-mod=mod go build -o "$work/go" main.go)
        else
            skip go "there is no go"
        fi
    fi
    if is_wanted java; then
        if ! has java || ! has javac || ! has keytool || ! has openssl; then
            skip java "java, javac, keytool or openssl is missing"
        elif [ ! -e "$jackson/jackson-databind.jar" ]; then
            skip java "there is no $jackson/jackson-databind.jar"
        else
            jars=$jackson/jackson-core.jar:$jackson/jackson-annotations.jar:$jackson/jackson-databind.jar
            mkdir -p "$work/java" && javac -cp "$jars" -d "$work/java" "$here/java/Client.java"
        fi
    fi
    if is_wanted python && ! python3 -c 'import httpx, h2' 2> /dev/null; then
        skip python "python3 has no httpx with h2"
    fi
}

# As in the vendor's guide for Java.
stores() { # folder
    (cd "$1" && {
        keytool -import -noprompt -trustcacerts -keystore app-trustStore.jks -storetype JKS -storepass PASSWORD \
            -alias Root -file root.pem
        openssl pkcs12 -export -out app-keyStore.p12 -passout pass:PASSWORD -inkey client.key -in client.crt \
            -certfile root.pem
    }) > "$work/log" 2>&1
}

call() { # client, arguments
    local client=$1
    shift
    case $client in
        go) "$work/go" "$@" ;;
        java) java -cp "$jars:$work/java" Client "$@" ;;
        # It is slower by far.
        python) python3 "$here/python/client.py" "${@:1:5}" $(($6 / 5)) ;;
        openapi-to-rust) "$programs/generated" "$@" ;;
        *) "$programs/client" "$client" "$@" ;;
    esac
}

prepare
folder=$("$programs/client" files)
rm -f "$work/port" && mkfifo "$work/port"
"$programs/client" serve "$folder" > "$work/port" &
server=$!
trap 'kill "$server" 2> /dev/null; rm -rf "$folder"' EXIT
read -r port < "$work/port"
if is_wanted java; then stores "$folder"; fi

printf '%-4s %-8s %-5s %-16s %10s %12s %10s %12s\n' HTTP "at once" call client "CPU µs" "times lean" "wall µs" "times lean"
for version in ${VERSIONS:-1 2}; do for at_once in 1 64; do for kind in get list; do
    case $kind in get) calls=2560 ;; list) calls=320 ;; esac
    for _ in $(seq "${ROUNDS:-2}"); do for client in "${clients[@]}"; do
        [ -n "$client" ] || continue
        printf '%s\t%s\n' "$client" "$(call "$client" "https://localhost:$port" "$folder" $version $at_once $kind $calls)"
    done; done | awk -F'\t' -v version=$version -v at_once=$at_once -v kind=$kind '
        {
            if (!($1 in cpu)) { order[++count] = $1; cpu[$1] = wall[$1] = 1e9 }
            split($2, figures, " ")
            if (figures[1] + 0 < cpu[$1]) cpu[$1] = figures[1] + 0
            if (figures[2] + 0 < wall[$1]) wall[$1] = figures[2] + 0
        }
        END {
            for (i = 1; i <= count; i++) {
                name = order[i]
                printf "%-4s %-8s %-5s %-16s %10.1f %12s %10.1f %12s\n", version, at_once, kind, name, cpu[name],
                    "lean" in cpu ? sprintf("%.2f", cpu[name] / cpu["lean"]) : "-", wall[name],
                    "lean" in cpu ? sprintf("%.2f", wall[name] / wall["lean"]) : "-"
            }
        }'
done; done; done
