#!/usr/bin/env bash
# Draws the CPU seconds of figures.tsv as bars: docs/pictures/compile.svg. Needs awk.
#
# Put new figures of run.sh into figures.tsv first.
set -euo pipefail
cd "$(dirname "$0")/../.."
awk -F'\t' '
    /^#/ || NF < 3 { next }
    { n++; title[n] = $1; tool[n] = $2; seconds[n] = $3; if ($3 > most) most = $3 }
    END {
        y = 44
        for (i = 1; i <= n; i++) {
            if (title[i] != title[i - 1]) {
                y += 14
                body = body sprintf("<text x=\"16\" y=\"%d\" font-weight=\"bold\">%s</text>\n", y, title[i])
                y += 8
            }
            width = seconds[i] / most * 480
            if (width < 2) width = 2
            colour = tool[i] == "lean" ? "#1f6feb" : "#8b949e"
            body = body sprintf("<text x=\"136\" y=\"%d\" text-anchor=\"end\">%s</text>\n", y + 13, tool[i])
            body = body sprintf("<rect x=\"144\" y=\"%d\" width=\"%.1f\" height=\"16\" fill=\"%s\"/>\n", y, width, colour)
            body = body sprintf("<text x=\"%.1f\" y=\"%d\">%s s</text>\n", 150 + width, y + 13, seconds[i])
            y += 22
        }
        printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"%d\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#24292f\">\n", y + 12
        print "<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#ffffff\"/>"
        print "<text x=\"16\" y=\"28\" font-size=\"15\">CPU seconds of cargo check for the client crate (less is better)</text>"
        printf "%s</svg>\n", body
    }' benches/compile/figures.tsv > docs/pictures/compile.svg
echo "docs/pictures/compile.svg"
