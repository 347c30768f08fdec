#!/bin/sh
# Runs all tests of an area, wherever they are, as `npm test` has them: npm run area -- bulletins
set -eu
cd "$(dirname "$0")/.."
files=$(node_modules/.bin/node test/area.ts "$@")
# Word splitting is meant: one argument a file.
LOA_TESTS=short exec sh scripts/test.sh $files
