#!/bin/sh
# Installs the npm packages of the lock file when they are missing or older than it, and builds the console when its
# sources have changed. Quiet when there is nothing to do.
set -eu
cd "$(dirname "$0")/.."
mark=node_modules/.loa-installed
if [ ! -f "$mark" ] || ! cmp -s package-lock.json "$mark"; then
  echo "loa: installing $(grep -c '"integrity"' package-lock.json) npm packages (npm ci)" >&2
  npm ci --no-audit --no-fund --loglevel=error
  if ! sh scripts/check-node.sh node_modules/node/bin/node; then
    rm -rf node_modules/node node_modules/.bin/node
    exit 1
  fi
  cp package-lock.json "$mark"
fi
sh scripts/console.sh
