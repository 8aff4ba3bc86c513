#!/usr/bin/env bash
# tools/demo shows a digit, the accuracy and the sizes, in a copy of the sources.
#
#   demo_test.sh SOURCE_DIR UTVMC
set -euo pipefail
source=$1 utvmc=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cp -r "$source/examples" "$source/runtime" "$source/tools" "$scratch"
rm -rf "$scratch"/examples/*/build*
if ! UTVMC=$utvmc "$scratch/tools/demo" >"$scratch/log" 2>&1; then
  cat "$scratch/log" >&2
  exit 1
fi

expect() { # extended regular expression
  if ! grep -Eq -- "$1" "$scratch/log"; then
    echo "no line matches: $1" >&2
    cat "$scratch/log" >&2
    exit 1
  fi
}
expect '^image 0 of the test set: predicted 0, labelled 0$'
expect '^accuracy: 355 of 360'
expect '^  RAM    arena +[1-9][0-9]* bytes$'
expect '^         statics +0 bytes$'
expect '^  flash  constants +[1-9][0-9]* bytes$'
expect '^         code +[1-9][0-9]* bytes$'
