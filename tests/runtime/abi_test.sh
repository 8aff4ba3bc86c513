#!/usr/bin/env bash
# Emitted code and a runtime of another ABI refuse to build together, and the message says what to
# do: the schedule of every model, kernels that are carried over, descriptors for --api=stm32, and
# what includes a header.
#
#   abi_test.sh SOURCE_DIR UTVMC
set -euo pipefail
source=$1 utvmc=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cp -r "$source/runtime" "$scratch/runtime"
abi=$(sed -n 's/^#define UTVM_RT_ABI \([0-9]*\)$/\1/p' "$scratch/runtime/utvm_rt.h")
sed -i "s/^#define UTVM_RT_ABI .*/#define UTVM_RT_ABI $((abi + 1))/" "$scratch/runtime/utvm_rt.h"
"$utvmc" compile "$source/tests/golden/kernel_carried_over" -o "$scratch/one" -q
"$utvmc" compile a="$source/tests/models/own/sine" b="$source/tests/models/own/digits_int8" --share-arena \
  --share-constants -o "$scratch/two" -q
echo '#include "models.h"' >"$scratch/two/includes_models.c"
"$utvmc" compile "$source/tests/models/own/sine" --api=stm32 -o "$scratch/stm32" -q
echo '#include "network_ai.h"' >"$scratch/stm32/includes_network_ai.c"

checked=0
for file in "$scratch"/{one,two,stm32}/*.c; do
  folder=$(dirname "$file")
  case "$(basename "$file")" in
    # No image is without the others: these use but a barrier of the runtime, or nothing.
    *_data.c | *operators.c) continue ;;
  esac
  checked=$((checked + 1))
  gcc -std=c99 -fsyntax-only "-I$folder" "-I$source/runtime" "$file"
  if gcc -std=c99 -fsyntax-only "-I$folder" "-I$scratch/runtime" "$file" 2>"$scratch/log"; then
    echo "$file builds with a runtime of another ABI" >&2
    exit 1
  fi
  if ! grep -q "was generated for runtime ABI $abi: regenerate it with your utvmc" "$scratch/log"; then
    cat "$scratch/log" >&2
    exit 1
  fi
done
[ "$checked" -eq 9 ]

# Nor do they link, where the headers are right and a library that was built before is not.
library() { # name, folder with the runtime
  mkdir "$scratch/$1"
  for file in "$2"/utvm_{arena,packed,rt}.c; do
    gcc -std=c99 "-I$2" -c "$file" -o "$scratch/$1/$(basename "$file" .c).o"
  done
  ar rc "$scratch/lib$1.a" "$scratch/$1"/*.o
}
library right "$source/runtime"
library wrong "$scratch/runtime"
cat >"$scratch/main.c" <<'PROGRAM'
#include "network.h"
int main(void)
{
    static network_arena_t arena;
    return (int)network_run(&arena);
}
PROGRAM
link_with() { # library; the barrier is one of the runtime's functions, too
  gcc -std=c99 '-DUTVM_HANDOVER()=utvm_handover()' "-I$scratch/one" "-I$source/runtime" "$scratch/main.c" "$scratch"/one/*.c \
    "$scratch/lib$1.a" -lm -o "$scratch/program" 2>"$scratch/log"
}
link_with right
if link_with wrong; then
  echo "emitted code links with a library of another ABI" >&2
  exit 1
fi
for function in utvm_arena_create utvm_handover; do
  grep -q "undefined reference to .${function}_abi$abi'" "$scratch/log" || {
    cat "$scratch/log" >&2
    exit 1
  }
done

# The same for the runtime behind --api=stm32, which reads what emitted code describes.
cat >"$scratch/main.c" <<'PROGRAM'
#include "network_ai.h"
int main(void)
{
    ai_handle network;
    return (int)ai_create(&network_network, NULL, &network);
}
PROGRAM
link_stm32_with() { # folder with the runtime that the library was built from
  gcc -std=c99 "-I$1" -c "$1/utvm_stm32.c" -o "$scratch/utvm_stm32.o"
  gcc -std=c99 "-I$scratch/stm32" "-I$source/runtime" "$scratch/main.c" "$scratch"/stm32/*.c "$scratch/utvm_stm32.o" \
    -lm -o "$scratch/program" 2>"$scratch/log"
}
link_stm32_with "$source/runtime"
if link_stm32_with "$scratch/runtime"; then
  echo "a model for --api=stm32 links with a runtime of another ABI" >&2
  exit 1
fi
grep -q "undefined reference to .utvm_stm32_api_version_abi$abi'" "$scratch/log" || {
  cat "$scratch/log" >&2
  exit 1
}
