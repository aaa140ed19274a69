#!/bin/sh
# Opens OnRecord on the sample article, or does the sample's whole job at the command line where there is no screen.
set -eu
cd "$(dirname "$0")/.."
if [ "$(uname)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    mkdir -p out
    echo "There is no screen here, so the sample is checked at the command line."
    exec .venv/bin/python -m app sample --library out/sample.onrecord -o out/quote-sheet.pdf
fi
exec .venv/bin/python -m app
