#!/usr/bin/env bash
# Draws what the quickstart prints: docs/pictures/quickstart.svg. Needs Rust and awk.
#
#   docs/pictures/quickstart.sh [FILE]      FILE: output that was saved before
set -euo pipefail
cd "$(dirname "$0")/../.."
output=$(if [ $# -gt 0 ]; then cat "$1"; else cargo run --quiet --example quickstart; fi)
{ printf '$ cargo run --example quickstart\n'; printf '%s\n' "$output"; } | cut -c1-96 | awk '
    { gsub(/&/, "\\&amp;"); gsub(/</, "\\&lt;"); gsub(/>/, "\\&gt;"); line[NR] = $0 }
    END {
        height = NR * 18 + 32
        printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"%d\" font-family=\"monospace\" font-size=\"13\">\n", height
        printf "<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"#161b22\"/>\n"
        for (n = 1; n <= NR; n++) {
            colour = "#c9d1d9"
            if (line[n] ~ /^──/) colour = "#79c0ff"
            if (line[n] ~ /^\$/) colour = "#7ee787"
            printf "<text x=\"16\" y=\"%d\" fill=\"%s\" xml:space=\"preserve\">%s</text>\n", n * 18 + 12, colour, line[n]
        }
        print "</svg>"
    }' > docs/pictures/quickstart.svg
echo "docs/pictures/quickstart.svg"
