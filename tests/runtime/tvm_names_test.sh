#!/usr/bin/env bash
# The runtime's headers have the names that TVM's have had since v0.6 (tvm_names.c), in C99 and in
# C++, without a warning; its functions have definitions; those of the application come first.
#
#   tvm_names_test.sh SOURCE_DIR
set -euo pipefail
source=$1
names=$source/tests/runtime/tvm_names.c
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
warnings="-Wall -Wextra -pedantic -Werror"

for file in "$source"/runtime/*.c; do
  gcc -std=c99 -Os "-I$source/runtime" -c "$file" -o "$scratch/$(basename "$file" .c).o"
done
ar rc "$scratch/libruntime.a" "$scratch"/*.o

compiled=0
names_compile() { # compiler with options
  command -v "$1" >/dev/null || return 0
  # shellcheck disable=SC2086  # several words
  "$@" $warnings "-I$source/runtime" -c "$names" -o "$scratch/names.o"
  compiled=$((compiled + 1))
}
runs() {
  "$1" "$scratch/names.o" "$scratch/libruntime.a" -o "$scratch/names"
  "$scratch/names" || {
    echo "$1: $? of the values in tvm_names.c are others" >&2
    exit 1
  }
}
for compiler in gcc clang; do
  names_compile $compiler -std=c99
  if command -v $compiler >/dev/null; then runs $compiler; fi
  names_compile $compiler -std=c11
done
for compiler in g++ clang++; do
  names_compile $compiler -x c++ -std=c++17
  if command -v $compiler >/dev/null; then runs $compiler; fi
done
names_compile arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -std=c99 -ffreestanding
names_compile riscv64-unknown-elf-gcc -march=rv32imac -mabi=ilp32 -std=c99 -ffreestanding
[ "$compiled" -ge 3 ]

# Firmware for TVM's own runtime has these, and keeps them beside the runtime's.
cat >"$scratch/firmware.c" <<'PROGRAM'
#include <stdlib.h>
#include <tvm/runtime/crt/logging.h>
#include <tvm/runtime/crt/platform.h>
static int messages = 0;
void TVMLogf(const char *format, ...) { messages += format[0] == 'x'; }
void TVMPlatformAbort(tvm_crt_error_t code) { exit((code == kTvmErrorPlatformShutdown && messages == 1) ? 0 : 1); }
int main(void)
{
    void *block;
    DLDevice cpu = {kDLCPU, 0};
    if (TVMPlatformMemoryAllocate(1, cpu, &block) != kTvmErrorPlatformNoMemory) return 2; /* no arena in use */
    TVMLogf("x");
    TVMPlatformAbort(kTvmErrorPlatformShutdown);
    return 3;
}
PROGRAM
gcc -std=c99 -Wall -Wextra -pedantic -Werror "-I$source/runtime" "$scratch/firmware.c" "$scratch/libruntime.a" -o "$scratch/firmware"
"$scratch/firmware"
