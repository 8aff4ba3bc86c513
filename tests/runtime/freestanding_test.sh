#!/usr/bin/env bash
# The runtime is C99 without a library: every file compiles for a freestanding implementation, and a
# program of all of them links without the C library, on four compilers.
#
#   freestanding_test.sh SOURCE_DIR
#
# Exit code 77: a compiler is missing; the others were asked.
#
# libgcc stays: 64-bit and floating-point arithmetic of small processors is the compiler's own.
set -euo pipefail
runtime=$1/runtime
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat >"$scratch/main.c" <<'PROGRAM'
#include "utvm_backend.h"
#include "utvm_parallel.h"
#include "utvm_rt.h"
static union { uint64_t align; uint8_t bytes[256]; } memory;
static int task(int id, TVMParallelGroupEnv *env, void *data)
{
    (void)data;
    return TVMBackendParallelBarrier(id, env);
}
static const utvm_packed_entry functions[] = {
    {"tvm.contrib.sort.argsort", tvm_contrib_sort_argsort},
    {NULL, NULL},
};
void _start(void);
void _start(void)
{
    utvm_arena_t arena;
    TVMFunctionHandle handle;
    void *block;
    utvm_handover();
    (void)utvm_arena_create(&arena, memory.bytes, sizeof(memory.bytes));
    utvm_backend_use(&arena, functions);
    utvm_parallel_use(NULL);
    block = TVMBackendAllocWorkspace(1, 0, 16u, 2, 32);
    (void)TVMBackendFreeWorkspace(1, 0, block);
    (void)TVMBackendParallelLaunch(task, NULL, 0);
    if (TVMBackendGetFuncFromEnv(NULL, "tvm.contrib.sort.argsort", &handle) == 0) {
        (void)TVMFuncCall(handle, NULL, NULL, 0, NULL, NULL);
    }
    TVMAPISetLastError(TVMGetLastError());
    for (;;) {
    }
}
PROGRAM

missing=""
build() { # what, options for linking, compiler with options
  local what=$1 libraries=$2
  shift 2
  if ! command -v "$1" >/dev/null; then
    missing="$missing $1"
    return
  fi
  local optimise
  for optimise in -O0 -Os -O2; do
    # shellcheck disable=SC2086  # several words, or none
    "$@" $optimise -std=c99 -pedantic-errors -Werror -Wall -Wextra -ffreestanding -nostdlib -static \
      "-I$runtime" "$scratch/main.c" "$runtime"/*.c $libraries -o "$scratch/$what"
  done
}
build gcc "" gcc
build clang "" clang
build cortex_m0 -lgcc arm-none-eabi-gcc -mcpu=cortex-m0 -mthumb
build cortex_m4f -lgcc arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -mfpu=fpv4-sp-d16 -mfloat-abi=hard
build rv32imac -lgcc riscv64-unknown-elf-gcc -march=rv32imac -mabi=ilp32

# No variable but those that the headers document, in the files that they name.
for file in "$runtime"/*.c; do
  gcc -std=c99 "-I$runtime" -c "$file" -o "$scratch/object.o"
  size "$scratch/object.o" | awk -v file="$(basename "$file")" 'NR == 2 && $2 + $3 > 0 { print file }'
done >"$scratch/with_variables"
diff - "$scratch/with_variables" <<'FILES'
utvm_backend.c
utvm_parallel.c
FILES
if [ -n "$missing" ]; then
  echo "skipped in part:$missing is not installed"
  exit 77
fi
