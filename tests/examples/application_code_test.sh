#!/usr/bin/env bash
# C that docs/GENERATED_CODE.md shows of an application compiles, with what utvmc writes for the
# options that it is about.
#
#   application_code_test.sh SOURCE_DIR UTVMC
#
# The line above such a block is <!-- application NAME -->; its `...` is left out. What the block
# takes for granted is written here, under its NAME. Blocks are the body of a function, or stand at
# file scope where they define functions; their #include lines come first in either case.
#
# Exit code 77: gcc or clang is missing; the other was asked.
set -euo pipefail
source=$1 utvmc=$2
digits=$source/examples/digits/model
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A file for each block: its lines.
awk -v scratch="$scratch" '
/^ *```c$/ && previous ~ /<!-- application/ {
  if (!match(previous, /application [a-z-]+ /)) { print "a block without a name: line " NR; exit 1 }
  file = scratch "/" substr(previous, RSTART + 12, RLENGTH - 13) ".block"
  printf "" > file
  next
}
/^ *```$/ { if (file != "") close(file); file = "" }
file != "" && !/^ *\.\.\.$/ { print > file }
{ previous = $0 }
' "$source/docs/GENERATED_CODE.md"

emit() { # name of the block, arguments of utvmc compile
  local name=$1
  shift
  "$utvmc" compile "$@" -o "$scratch/$name" -q
}

check() { # name, "file" or "function"; what comes before the block is in stdin
  local name=$1 scope=$2 block=$scratch/$1.block
  {
    grep '^ *#include' "$block" || true
    cat
    [ "$scope" = file ] || printf 'void application(void);\nvoid application(void)\n{\n'
    grep -v '^ *#include' "$block"
    [ "$scope" = file ] || printf '}\n'
  } >"$scratch/$name/application.c"
  local compiler
  for compiler in gcc clang; do
    command -v "$compiler" >/dev/null || continue # said at the end
    if ! "$compiler" -std=c99 -Wall -Wextra -Wno-unused-variable -Werror -fsyntax-only "-I$source/runtime" \
      "-I$scratch/$name" "$scratch/$name/application.c"; then
      echo "docs/GENERATED_CODE.md: the block \"$name\" does not compile" >&2
      exit 1
    fi
  done
  rm "$block"
}

emit placing "$digits"
check placing file <<'C'
#include "network.h"
C

cat >"$scratch/pools.json" <<'JSON'
{"pools": [{"name": "dtcm", "size": 384, "section": ".dtcm"}, {"name": "sram", "size": "64K", "section": ".sram"}],
 "pins": [{"tensor": "p1", "pool": "sram"}]}
JSON
emit pools "$digits" --pools "$scratch/pools.json"
check pools function <<'C'
#include "network.h"
C

emit models "kws=$digits" "vww=$source/tests/models/own/sine" --share-arena
check models function <<'C'
#include "models.h"
#define kws_in_audio kws_in_image
#define kws_out_probs KWS_OUT_0_DATA
void fill(int8_t *audio);
void use(const int8_t *probs);
C

emit profile "$digits" --profile
check profile file <<'C'
static struct { uint32_t CYCCNT; } *DWT;
C

emit op-table "$digits" --op-table
check op-table function <<'C'
static network_arena_t arena;
C

emit dump-hook "$digits" --dump-hook
check dump-hook file <<'C'
void uart_printf(const char *format, ...);
void uart_write(const void *data, uint32_t bytes);
C

if ls "$scratch"/*.block 2>/dev/null; then
  echo "this test does not know these blocks of docs/GENERATED_CODE.md" >&2
  exit 1
fi
for compiler in gcc clang; do
  if ! command -v "$compiler" >/dev/null; then
    echo "skipped in part: $compiler is not installed"
    exit 77
  fi
done
