#!/usr/bin/env bash
# Builds the Debian package, with the manual pages and completions that the program prints, and has it
# judged: target/debian/*.deb. Needs `cargo install cargo-deb`, and lintian for the judgement. Who
# packages is named by DEBFULLNAME and DEBEMAIL, else by git.
set -euo pipefail
cd "$(dirname "$0")/.."

name=${DEBFULLNAME:-$(git config user.name || true)}
mail=${DEBEMAIL:-$(git config user.email || true)}
if [ -z "$name" ] || [ -z "$mail" ]; then
  echo "a package names who made it: set DEBFULLNAME and DEBEMAIL" >&2
  exit 2
fi

# The newest version in the changelog, and its day, which every file in the package carries.
read -r version day < <(sed -n 's/^## \[\([0-9][^]]*\)\] - \(.*\)$/\1 \2/p' CHANGELOG.md)
SOURCE_DATE_EPOCH=$(date -ud "$day" +%s)
export SOURCE_DATE_EPOCH

# Where cargo-deb looks for what isn't a program.
export CARGO_TARGET_DIR=target
cargo build --release --locked --features png,mcp
made=target/packaging
rm -rf "$made"
mkdir -p "$made/man1"
target/release/payback man -o "$made/man1"
for shell in bash zsh fish; do
  target/release/payback completions "$shell" >"$made/$shell"
done
cat >"$made/changelog" <<CHANGELOG
payback-explorer ($version-1) unstable; urgency=medium

  * Version $version; changelog.gz beside this file says what is new.

 -- $name <$mail>  $(date -Rud "$day")
CHANGELOG

cargo deb --no-build --locked --maintainer "$name <$mail>"
if command -v lintian >/dev/null; then
  lintian --fail-on error,warning target/debian/payback-explorer_"$version"-1_*.deb
else
  echo "lintian isn't installed: the package isn't judged" >&2
fi
