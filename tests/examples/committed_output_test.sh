#!/usr/bin/env bash
# The committed output of the digits example is what utvmc writes now.
#
#   committed_output_test.sh SOURCE_DIR UTVMC
set -euo pipefail
source=$1 utvmc=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$utvmc" compile "$source/examples/digits/model" -o "$scratch/network" -q
diff -ru "$source/examples/digits/network" "$scratch/network" || {
  echo "if that is intended: tools/update-goldens" >&2
  exit 1
}
