#!/bin/sh
# Installs the npm packages of the lock file when they are missing or older than it, and builds the console when its
# sources have changed. What many processes load is compiled beside it. Quiet when there is nothing to do.
set -eu
cd "$(dirname "$0")/.."
mark=node_modules/.loa-installed
compiling=
if [ ! -f "$mark" ] || ! cmp -s package-lock.json "$mark"; then
  echo "loa: installing $(grep -c '"integrity"' package-lock.json) npm packages (npm ci)" >&2
  npm ci --no-audit --no-fund --loglevel=error
  if ! sh scripts/check-node.sh node_modules/node/bin/node; then
    rm -rf node_modules/node node_modules/.bin/node
    exit 1
  fi
  cp package-lock.json "$mark"
  # Beside the console, which is built on one core. What comes of it is faster, and nothing else.
  NODE_COMPILE_CACHE="$PWD/node_modules/.cache/loa" node_modules/.bin/node scripts/compile.ts >/dev/null 2>&1 &
  compiling=$!
fi
sh scripts/console.sh
[ -z "$compiling" ] || wait "$compiling" || true
