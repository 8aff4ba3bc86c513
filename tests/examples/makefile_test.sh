#!/usr/bin/env bash
# The examples' Makefiles build what runs, in parallel, and call utvmc exactly when a file of the
# model changed.
#
#   makefile_test.sh SOURCE_DIR UTVMC
set -euo pipefail
source=$1 utvmc=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Leaves a mark for every call.
cat >"$scratch/utvmc" <<EOF
#!/bin/sh
echo called >>"$scratch/calls"
exec "$utvmc" "\$@"
EOF
chmod +x "$scratch/utvmc"
cp -r "$source/examples" "$scratch/examples"
rm -rf "$scratch"/examples/*/build*

build() { # example
  make --no-print-directory -j8 -C "$scratch/examples/$1" UTVMC="$scratch/utvmc" \
    RUNTIME="$source/runtime" >"$scratch/log" 2>&1
}

expect() { # what, utvmc's calls, the compiler's, example
  : >"$scratch/calls"
  if ! build "$4"; then
    cat "$scratch/log" >&2
    exit 1
  fi
  local calls compilations
  calls=$(wc -l <"$scratch/calls")
  compilations=$(grep -c -- ' -c ' "$scratch/log" || true)
  if [ "$calls $compilations" != "$2 $3" ]; then
    echo "$4, $1: expected $2 calls of utvmc and $3 compilations, got $calls and $compilations" >&2
    exit 1
  fi
}

check_rebuilds() { # example, calls of utvmc, C files besides main.c, those of the runtime
  local all=$(($3 + 1))
  expect "first build" "$2" "$((all + ${4-0}))" "$1"
  expect "nothing changed" 0 0 "$1"
  sleep 1
  touch "$scratch/examples/$1/main.c"
  expect "main.c changed" 0 1 "$1"
  for file in graph.json params.bin kernels.c; do
    touch "$scratch/examples/digits/model/$file"
    expect "$file changed" 1 "$all" "$1"
    expect "nothing changed after $file" 0 0 "$1"
  done
}

check_rebuilds digits 1 3
check_rebuilds two_models 1 6
check_rebuilds api_stm32 1 5 1
check_rebuilds api_tvm_c 1 4
check_rebuilds api_tvmwrap 1 4

# The example without a Makefile, which tools/measure builds for boards, runs anywhere.
cat >"$scratch/peer.c" <<'PROGRAM'
#include "subject.h"
extern float input_0[5], output_0[5], output_1[5], output_2[5];
int main(void)
{
    input_0[4] = 2.0f;
    return subject_run() != 0 || output_1[4] != 2.0f || output_0[4] != 2.0f + output_2[4];
}
PROGRAM
gcc -std=c99 -O0 -Wall -Wextra -pedantic-errors -Werror "-I$source/tests/target/firmware" "$scratch/peer.c" \
  "$scratch"/examples/peer/*.c -o "$scratch/peer"
"$scratch/peer"

# A model that does not compile stops the build, and the next one tries again.
echo 'no JSON' >"$scratch/examples/digits/model/graph.json"
for attempt in first second; do
  if build digits; then
    echo "digits: the $attempt build of a broken model succeeded" >&2
    exit 1
  fi
done
cp "$source/examples/digits/model/graph.json" "$scratch/examples/digits/model/graph.json"
build digits

(cd "$scratch/examples/digits" && build/digits) | tee "$scratch/digits.txt"
grep -qE '^accuracy: 35[0-9] of 360' "$scratch/digits.txt"
for example in api_stm32 api_tvm_c api_tvmwrap; do
  "$scratch/examples/$example/build/$example" | tee "$scratch/$example.txt"
done
grep -qx 'digit: 1, score 4.82' "$scratch/api_stm32.txt"
grep -qx 'digit: 1' "$scratch/api_tvm_c.txt"
grep -qx 'digit: 1' "$scratch/api_tvmwrap.txt"
"$scratch/examples/two_models/build/two_models" | tee "$scratch/two_models.txt"
grep -qx 'digit: 1' "$scratch/two_models.txt"
grep -qx 'RAM: 592 and 96 bytes in the same 592' "$scratch/two_models.txt"
grep -qE '^sin\(0\) = -?0\.0' "$scratch/two_models.txt"
