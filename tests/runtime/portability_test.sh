#!/usr/bin/env bash
# utvm_portable.h says what each compiler understands, and nothing else in the runtime or in emitted
# code is an extension of C99.
#
#   portability_test.sh SOURCE_DIR UTVMC
#
# Compilers that are not here are played by the preprocessor, with the macros that they define.
#
# Exit code 77: gcc or clang is missing; the other was asked.
set -euo pipefail
source=$1 utvmc=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/stubs"
: >"$scratch/stubs/intrin.h"
failures=0

cat >"$scratch/probe.c" <<'PROBE'
#include "utvm_portable.h"
extension: UTVM_EXTENSION
assert: UTVM_STATIC_ASSERT(1, what)
aligned: UTVM_ALIGNED(16)
anywhere: UTVM_ALIGNED_ANYWHERE(16)
section: UTVM_SECTION(".dtcm")
#ifdef UTVM_WEAK
weak: UTVM_WEAK
#else
weak: none
#endif
handover: UTVM_HANDOVER()
of: UTVM_HANDOVER_OF(arena)
anew: UTVM_HANDOVER_ANEW(arena)
restrict: UTVM_RESTRICT
shared: UTVM_BUFFERS_SHARE_ADDRESSES
#ifdef UTVM_HAS_ANONYMOUS_UNIONS
unions: yes
#else
unions: no
#endif
#ifdef UTVM_HALF
half: UTVM_HALF
#else
half: none
#endif
PROBE

plays() { # name, options of the preprocessor; the expected text comes from stdin
  local name=$1
  shift
  gcc -E -P -undef -nostdinc -pedantic-errors -x c "-I$source/runtime" "-I$scratch/stubs" "$@" \
    "$scratch/probe.c" | sed 's/ *$//; /^$/d' >"$scratch/got"
  if ! diff - "$scratch/got" >"$scratch/difference"; then
    echo "$name:" >&2
    cat "$scratch/difference" >&2
    failures=$((failures + 1))
  fi
}

plays "GCC 12, C99" -std=c99 -D__GNUC__=12 <<'EXPECTED'
extension: __extension__
assert: typedef char utvm_assert_what[(1) ? 1 : -1]
aligned: __attribute__((aligned(16)))
anywhere: __attribute__((aligned(16)))
section: __attribute__((section(".dtcm")))
weak: __attribute__((weak))
handover: __asm__ __volatile__("" ::: "memory")
of: __asm__ __volatile__("" ::"r"(arena) : "memory")
anew: __asm__ __volatile__("" : "+r"(arena)::"memory")
restrict: restrict
shared:
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#pragma GCC diagnostic ignored "-Wstringop-overread"
unions: yes
half: none
EXPECTED

plays "GCC 12, C11, with half" -std=c11 -D__GNUC__=12 -D__FLT16_MANT_DIG__=11 <<'EXPECTED'
extension: __extension__
assert: _Static_assert((1), "what")
aligned: _Alignas(16)
anywhere: __attribute__((aligned(16)))
section: __attribute__((section(".dtcm")))
weak: __attribute__((weak))
handover: __asm__ __volatile__("" ::: "memory")
of: __asm__ __volatile__("" ::"r"(arena) : "memory")
anew: __asm__ __volatile__("" : "+r"(arena)::"memory")
restrict: restrict
shared:
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#pragma GCC diagnostic ignored "-Wstringop-overread"
unions: yes
half: _Float16
EXPECTED

plays "GCC 10, C90" -std=c90 -D__GNUC__=10 <<'EXPECTED'
extension: __extension__
assert: typedef char utvm_assert_what[(1) ? 1 : -1]
aligned: __attribute__((aligned(16)))
anywhere: __attribute__((aligned(16)))
section: __attribute__((section(".dtcm")))
weak: __attribute__((weak))
handover: __asm__ __volatile__("" ::: "memory")
of: __asm__ __volatile__("" ::"r"(arena) : "memory")
anew: __asm__ __volatile__("" : "+r"(arena)::"memory")
restrict:
shared:
unions: yes
half: none
EXPECTED

plays "g++ 12, C++17" -std=c11 -D__GNUC__=12 -D__cplusplus=201703L -D__FLT16_MANT_DIG__=11 <<'EXPECTED'
extension: __extension__
assert: static_assert((1), "what")
aligned: alignas(16)
anywhere: __attribute__((aligned(16)))
section: __attribute__((section(".dtcm")))
weak: __attribute__((weak))
handover: __asm__ __volatile__("" ::: "memory")
of: __asm__ __volatile__("" ::"r"(arena) : "memory")
anew: __asm__ __volatile__("" : "+r"(arena)::"memory")
restrict:
shared:
#pragma GCC diagnostic ignored "-Wstringop-overflow"
#pragma GCC diagnostic ignored "-Wstringop-overread"
unions: yes
half: none
EXPECTED

plays "Clang 14" -std=c99 -D__GNUC__=4 -D__clang__ -D__F16C__ <<'EXPECTED'
extension: __extension__
assert: typedef char utvm_assert_what[(1) ? 1 : -1]
aligned: __attribute__((aligned(16)))
anywhere: __attribute__((aligned(16)))
section: __attribute__((section(".dtcm")))
weak: __attribute__((weak))
handover: __asm__ __volatile__("" ::: "memory")
of: __asm__ __volatile__("" ::"r"(arena) : "memory")
anew: __asm__ __volatile__("" : "+r"(arena)::"memory")
restrict: restrict
shared:
unions: yes
half: __fp16
EXPECTED

plays "Arm Compiler 6" -std=c99 -D__GNUC__=4 -D__clang__ -D__ARMCC_VERSION=6160001 \
  -D__ARM_FP16_FORMAT_IEEE <<'EXPECTED'
extension: __extension__
assert: typedef char utvm_assert_what[(1) ? 1 : -1]
aligned: __attribute__((aligned(16)))
anywhere: __attribute__((aligned(16)))
section: __attribute__((section(".dtcm")))
weak: __attribute__((weak))
handover: __asm__ __volatile__("" ::: "memory")
of: __asm__ __volatile__("" ::"r"(arena) : "memory")
anew: __asm__ __volatile__("" : "+r"(arena)::"memory")
restrict: restrict
shared:
unions: yes
half: __fp16
EXPECTED

for gnu in -D__KEIL__ -D__GNUC__=4; do # --gnu makes armcc define the latter
  plays "Arm Compiler 5 (Keil), $gnu" -std=c99 -D__CC_ARM -D__ARMCC_VERSION=5060960 $gnu <<'EXPECTED'
extension:
assert: typedef char utvm_assert_what[(1) ? 1 : -1]
aligned: __attribute__((aligned(16)))
anywhere: __attribute__((aligned(16)))
section: __attribute__((section(".dtcm")))
weak: __attribute__((weak))
handover: __memory_changed()
of: __memory_changed()
anew: __memory_changed()
restrict: restrict
shared:
unions: no
half: none
EXPECTED
done

for iar in __ICCARM__ __ICCRISCV__ __IAR_SYSTEMS_ICC__=9; do
  plays "IAR, $iar" -std=c11 "-D$iar" <<'EXPECTED'
extension:
assert: _Static_assert((1), "what")
aligned: _Alignas(16)
anywhere: _Alignas(16)
section: __attribute__((section(".dtcm")))
weak: __attribute__((weak))
handover: __asm volatile("" ::: "memory")
of: __asm volatile("" ::"r"(arena) : "memory")
anew: __asm volatile("" : "+r"(arena)::"memory")
restrict: restrict
shared:
unions: yes
half: none
EXPECTED
done

plays "MSVC" -std=c90 -U__STDC_VERSION__ -D_MSC_VER=1930 <<'EXPECTED'
extension:
assert: typedef char utvm_assert_what[(1) ? 1 : -1]
aligned: __declspec(align(16))
anywhere: __declspec(align(16))
section: utvm_compiler_cannot_place_objects
weak: none
handover: _ReadWriteBarrier()
of: _ReadWriteBarrier()
anew: _ReadWriteBarrier()
restrict:
shared:
unions: no
half: none
EXPECTED

plays "another compiler, C99" -std=c99 <<'EXPECTED'
extension:
assert: typedef char utvm_assert_what[(1) ? 1 : -1]
aligned: utvm_compiler_cannot_align_members
anywhere: utvm_compiler_cannot_align_members
section: utvm_compiler_cannot_place_objects
weak: none
handover: utvm_handover()
of: utvm_handover_of(arena)
anew: utvm_handover_of(arena)
restrict: restrict
shared:
unions: no
half: none
EXPECTED

plays "another compiler, C11" -std=c11 <<'EXPECTED'
extension:
assert: _Static_assert((1), "what")
aligned: _Alignas(16)
anywhere: _Alignas(16)
section: utvm_compiler_cannot_place_objects
weak: none
handover: utvm_handover()
of: utvm_handover_of(arena)
anew: utvm_handover_of(arena)
restrict: restrict
shared:
unions: yes
half: none
EXPECTED

plays "definitions of the command line" -std=c99 -D__GNUC__=12 '-DUTVM_EXTENSION=e' '-DUTVM_STATIC_ASSERT(c,n)=a' \
  '-DUTVM_ALIGNED(b)=b' '-DUTVM_ALIGNED_ANYWHERE(b)=a' '-DUTVM_SECTION(n)=n' -DUTVM_WEAK=w '-DUTVM_HANDOVER()=h' -DUTVM_RESTRICT= -DUTVM_BUFFERS_SHARE_ADDRESSES=s \
  -DUTVM_HALF=f <<'EXPECTED'
extension: e
assert: a
aligned: 16
anywhere: a
section: ".dtcm"
weak: w
handover: h
of: h
anew: h
restrict:
shared: s
unions: yes
half: f
EXPECTED

# Words of one compiler stand in no other file.
if grep -nE '__GNUC__|__clang__|__ICC|__IAR|_MSC_VER|__CC_ARM|__ARMCC|__attribute__|__extension__|__asm|#pragma|_Pragma|__builtin' \
  "$source"/runtime/*.[ch] "$source"/runtime/*/*.h "$source"/runtime/*/*/*.h "$source"/runtime/*/*/*/*.h |
  grep -v '/utvm_portable\.h:'; then
  echo "extensions outside of utvm_portable.h" >&2
  failures=$((failures + 1))
fi

# What compiles as C99 to the letter, with each way that the header offers: the compiler plays the
# others, as far as it understands their words.
"$utvmc" compile "$source/tests/models/own/digits_int8" -o "$scratch/digits" -q
"$utvmc" compile "$source/tests/models/own/multi_io" --align 32 -o "$scratch/aligned" -q
"$utvmc" compile "$source/tests/golden/kernel_carried_over" -o "$scratch/carried" -q
# v0.7 calls a tensor's device ctx, the descriptors of an interface have it by either name.
"$utvmc" compile "$source/tests/golden/v07_carried_over_with_registry" -o "$scratch/carried_v07" -q
"$utvmc" compile "$source/tests/models/own/multi_io" --api=stm32 -o "$scratch/stm32" -q
if grep -nE '__attribute__|__extension__|__asm|#pragma|_Pragma|__GNUC__|__builtin' "$scratch"/{digits,aligned,carried,carried_v07,stm32}/*.[ch]; then
  echo "extensions in emitted code" >&2
  failures=$((failures + 1))
fi
: >"$scratch/empty.c"
compiles() { # folder, compiler with options
  local folder=$1 file
  shift
  for file in "$scratch/$folder"/*.c "$source"/runtime/*.c; do
    if ! "$@" -pedantic-errors "-I$source/runtime" -fsyntax-only "$file" 2>"$scratch/log"; then
      echo "$* $file:" >&2
      head -n 5 "$scratch/log" >&2
      failures=$((failures + 1))
    fi
  done
}
missing=""
for compiler in gcc clang; do
  if ! command -v $compiler >/dev/null; then
    missing="$missing $compiler"
    continue
  fi
  for standard in c99 c11; do
    for folder in digits aligned carried carried_v07 stm32; do
      compiles $folder $compiler -std=$standard
    done
    for folder in carried carried_v07 stm32; do
      compiles $folder $compiler -std=$standard -D__ICCARM__
      compiles $folder $compiler -std=$standard -D__CC_ARM '-D__memory_changed()=((void)0)'
    done
    # The older name everywhere, by the command line: emitted code has no name of its own for it.
    for folder in carried_v07 stm32; do
      compiles $folder $compiler -std=$standard -D__CC_ARM '-D__memory_changed()=((void)0)' -DUTVM_TENSOR_HAS_CTX
    done
  done
  # No barrier of its own: the one of utvm_rt.c.
  compiles digits $compiler -std=c99 '-DUTVM_HANDOVER()=utvm_handover()' -DUTVM_RESTRICT=
  compiles digits $compiler -std=c99 '-DUTVM_HANDOVER()=utvm_handover()' '-DUTVM_HANDOVER_OF(p)=utvm_handover_of(p)'
done
[ "$failures" -eq 0 ]
if [ -n "$missing" ]; then
  echo "skipped in part:$missing is not installed"
  exit 77
fi
