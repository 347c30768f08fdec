#!/bin/sh
# Whether a Node.js binary is the one whose digest stands in node.sha256: the lock file knows the package that fetches it, not
# what it fetched. Runs nothing of it. `check-node.sh FILE`; Exits with 1 where it is another one; where none is known for the machine it says so.
set -eu
binary=$1
digests=$(dirname "$0")/node.sha256

case $(uname -s)-$(uname -m) in
  Linux-x86_64) platform=linux-x64 ;;
  Linux-aarch64) platform=linux-arm64 ;;
  Darwin-arm64) platform=darwin-arm64 ;;
  Darwin-x86_64) platform=darwin-x64 ;;
  *) platform=$(uname -s)-$(uname -m) ;;
esac
wanted=$(awk -v platform="$platform" '$3 == platform { print $1 }' "$digests")
if [ -z "$wanted" ]; then
  echo "loa: no digest of Node.js is known for $platform: $binary is not checked (scripts/node.sha256)" >&2
  exit 0
fi
if command -v sha256sum >/dev/null; then found=$(sha256sum <"$binary"); else found=$(shasum -a 256 <"$binary"); fi
found=${found%% *}
if [ "$found" != "$wanted" ]; then
  echo "loa: $binary is not the Node.js of this version: SHA-256 $found instead of $wanted" >&2
  exit 1
fi
