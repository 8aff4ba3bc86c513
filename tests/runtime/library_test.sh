#!/usr/bin/env bash
# The runtime builds alone with CMake: three libraries, without a warning; GCC's options go to
# compilers that know them, and warnings are errors only where UTVMC_WERROR says so.
#
#   library_test.sh SOURCE_DIR
set -euo pipefail
source=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "$1" >&2
  cat "$scratch/log" >&2
  exit 1
}
configure() { # folder, options of cmake
  local folder=$scratch/$1
  shift
  cmake -S "$source/runtime" -B "$folder" -DCMAKE_BUILD_TYPE=MinSizeRel -DCMAKE_EXPORT_COMPILE_COMMANDS=ON "$@" \
    >"$scratch/log" 2>&1 || fail "cmake -S runtime $* fails"
}
expect() { # yes or no, option of the compiler, folder
  local found=no
  if grep -qe " $2 " "$scratch/$3/compile_commands.json"; then found=yes; fi
  [ "$found" = "$1" ] || fail "$3: is $2 in the compiler's options? expected $1, got $found"
}

configure strict -DCMAKE_C_COMPILER=gcc -DUTVMC_WERROR=ON
expect yes -Wconversion strict
expect yes -Werror strict
cmake --build "$scratch/strict" >"$scratch/log" 2>&1 || fail "the runtime does not build alone"
for library in rt packed stm32; do
  [ -f "$scratch/strict/libutvm_$library.a" ] || fail "there is no library utvm_$library"
done

configure plain -DCMAKE_C_COMPILER=gcc
expect yes -Wconversion plain
expect no -Werror plain

# A compiler that only CMake's user knows: gcc plays it.
configure other -DCMAKE_C_COMPILER=gcc -DCMAKE_C_COMPILER_ID_RUN=ON -DCMAKE_C_COMPILER_ID=Other -DUTVMC_WERROR=ON
expect no '-W[a-z-]*' other
cmake --build "$scratch/other" >"$scratch/log" 2>&1 || fail "the runtime does not build with another compiler"
