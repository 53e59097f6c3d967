#!/usr/bin/env bash
# Writes assets/third-party.md: the licences of the crates that the program contains, and of its font.
# Needs `cargo install cargo-about --features cli`.
set -euo pipefail
cd "$(dirname "$0")/.."

file=assets/third-party.md
cargo about generate --config packaging/about.toml --all-features --locked --offline --fail \
  packaging/third-party.hbs | sed 's/[[:space:]]*$//' >"$file.new"
{
  printf '\n## DejaVu Sans (the part in assets/fonts)\n\n~~~text\n'
  sed '/^Files: debian/,$d' assets/fonts/DejaVu-LICENSE.txt | sed 's/[[:space:]]*$//'
  printf '~~~\n'
} >>"$file.new"
mv "$file.new" "$file"
