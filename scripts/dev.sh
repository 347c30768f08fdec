#!/bin/sh
# A server with the demo's town, and the console by Vite, which reloads what is changed: npm run dev
# Its pages are at the address that Vite prints; the town's people and passwords are what the demo prints.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/node_modules/.bin:$PATH
export PATH
listen=${LOA_LISTEN:-127.0.0.1:8080}
./loa demo --serve --rounds 1 --listen "$listen" &
demo=$!
trap 'kill "$demo" 2>/dev/null; wait "$demo" || true' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
# The demo says localhost of itself, and takes no change that comes from a page of another origin.
LOA_SERVER=http://localhost:${listen##*:} vite src/web
