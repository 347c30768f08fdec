#!/bin/sh
# Builds the console into dist/web when its sources or packages have changed since. Quiet when there is nothing to do.
# What is given is said to vite build.
set -eu
cd "$(dirname "$0")/.."
PATH=$PWD/node_modules/.bin:$PATH
export PATH
mark=dist/web/.sources
lock=dist/.console-building

sources() {
  find src -type f \
    \( -name '*.ts' -o -name '*.tsx' -o -name '*.css' -o -name '*.html' -o -name '*.js' -o -name '*.svg' -o -name '*.webmanifest' \) \
    ! -name '*.test.ts' ! -path '*/vectors/*' ! -path 'src/app/*' ! -path 'src/round/*' ! -path 'src/operator/*' ! -path 'src/sql/*'
  echo package-lock.json
}
# Digests of all, then one of them: what was renamed or removed counts too.
digest() { sources | LC_ALL=C sort | xargs cksum | cksum; }

now=$(digest)
is_built() { [ -f "$mark" ] && [ "$(cat "$mark")" = "$now" ]; }
if is_built; then exit 0; fi

# One builds and says so every few seconds, others wait for it, however long it takes; of one that has said nothing for minutes, because it
# was killed, the lock is taken away.
mkdir -p dist
until mkdir "$lock" 2>/dev/null; do
  if is_built; then exit 0; fi
  if [ -n "$(find "$lock" -prune -mmin +1 2>/dev/null)" ]; then rm -rf "$lock"; fi
  sleep 1
done
out=dist/web.$$
(while kill -0 $$ 2>/dev/null && touch -c "$lock"; do sleep 5; done) >/dev/null 2>&1 &
saying=$!
trap 'kill "$saying" 2>/dev/null; rm -rf "$lock" "$out" "$out.log"' EXIT
trap 'exit 1' HUP INT TERM
if is_built; then exit 0; fi
# What others left who were killed.
rm -rf dist/web.*

echo "loa: building the console (vite)" >&2
if ! LOA_WEB_OUT="$PWD/$out" vite build src/web --logLevel warn "$@" >"$out.log" 2>&1; then
  cat "$out.log" >&2
  echo "loa: the console could not be built" >&2
  exit 1
fi
printf '%s\n' "$now" >"$out/.sources"
rm -rf dist/web
mv "$out" dist/web
