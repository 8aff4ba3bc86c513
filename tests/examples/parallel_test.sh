#!/usr/bin/env bash
# The parallel example computes the same by one thread and by two, also under ThreadSanitizer.
#
#   parallel_test.sh SOURCE_DIR UTVMC
set -euo pipefail
source=$1 utvmc=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cp -r "$source/examples/parallel" "$scratch/parallel"
rm -rf "$scratch"/parallel/build*
run() { # CFLAGS
  rm -rf "$scratch/parallel/build"
  make --no-print-directory -C "$scratch/parallel" UTVMC="$utvmc" RUNTIME="$source/runtime" \
    CFLAGS="$1" >"$scratch/log" 2>&1 || {
    cat "$scratch/log" >&2
    exit 1
  }
  "$scratch/parallel/build/parallel" >"$scratch/output"
  diff - "$scratch/output" <<'EXPECTED'
serial: 0 tasks on other threads
parallel: 2 tasks
same results, y[0] = 14840
EXPECTED
}
run "-O2 -Wall -Werror"
# ThreadSanitizer does not start under every kernel.
echo 'int main(void) { return 0; }' >"$scratch/empty.c"
if gcc -fsanitize=thread "$scratch/empty.c" -o "$scratch/empty" 2>"$scratch/log" && "$scratch/empty" 2>"$scratch/log"; then
  run "-O1 -g -fsanitize=thread"
fi
