#!/usr/bin/env bash
# cppcheck's MISRA addon over the runtime and emitted code finds exactly what the first table of
# docs/MISRA.md lists: a rule that is not listed fails, and so does a listed one that nobody breaks.
#
#   misra_test.sh SOURCE_DIR UTVMC
#
# Exit code 77: the cppcheck that the table speaks of is not here.
set -euo pipefail
source=$1 utvmc=$2
version=2.10
if ! command -v cppcheck >/dev/null; then
  echo "skipped: cppcheck is not installed"
  exit 77
fi
if [ "$(cppcheck --version)" != "Cppcheck $version" ]; then
  echo "skipped: docs/MISRA.md is about cppcheck $version, this is $(cppcheck --version)"
  exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

check() { # folder, options; findings as "file:line: text [id]"
  (cd "$1" && shift &&
    cppcheck -q --std=c99 --addon=misra --template='{file}:{line}: {message} [{id}]' \
      --template-location='' -DINT_MAX=2147483647 "$@" "-I$source/runtime" -I. ./*.c 2>&1)
}

check "$source/runtime" | sed "s,^[^/],$source/runtime/&," >"$scratch/findings"
# The branches of utvm_portable.h: with what compilers define of themselves.
for compiler in -D__GNUC__=12 -D__CC_ARM=1; do
  # shellcheck disable=SC2086  # several words
  check "$source/runtime" $compiler | sed "s,^[^/],$source/runtime/&," >>"$scratch/findings"
done

model() { # name, arguments of utvmc compile: all findings, but for TVM's text
  local folder=$scratch/$1
  shift
  "$utvmc" compile "$@" -o "$folder" -q
  check "$folder" >"$scratch/raw"
  # TVM's text, from where it is announced to the first wrapper.
  local first=0 last=0
  if [ -f "$folder/network_packed.c" ]; then
    first=$(grep -n '^/\* Verbatim' "$folder/network_packed.c" | cut -d: -f1)
    last=$(awk -v first="$first" 'NR > first && /^\/\* From / { print NR; exit }' "$folder/network_packed.c")
  fi
  awk -F: -v first="$first" -v last="$last" \
    '!($1 ~ /network_packed\.c$/ && $2 >= first && $2 < last)' "$scratch/raw" >>"$scratch/findings"
}
models=$source/tests/models/own
golden=$source/tests/golden
# int, floating point, activation functions, several inputs and outputs, every type; calls by name
# and workspace of kernels that are carried over.
for name in digits_int8 dscnn_kws lstm multi_io dtypes argsort_packed_call; do model $name "$models/$name"; done
model carried_over "$golden/kernel_carried_over"
# What other plans and options make of them: copies, an init function, pools, buffers of the caller,
# several models with arenas of their own, with one, and with what is the same emitted once.
model passthrough "$models/passthrough"
model constant_in_ram "$golden/constant_in_ram" --pin p0=arena --pin p3=arena
model pools "$golden/pools_dtcm_sram" --pools "$golden/pools_dtcm_sram/chip.json"
model caller "$models/multi_io" --io=caller --align=32 --stack-limit=0
model several "a=$models/digits_int8" "b=$models/multi_io"
model several_share "a=$models/digits_int8" "b=$models/multi_io" --share-arena --share-constants

# All in one file, the runtime's headers too.
mkdir "$scratch/one_file"
cp "$golden/static_runtime_one_file/expected/staticrt.c" "$scratch/one_file"
check "$scratch/one_file" >>"$scratch/findings"

# Adapters of --api, and the files for tuning and debugging: their own findings alone.
variant() { # name, arguments of utvmc compile
  local folder=$scratch/$1
  shift
  "$utvmc" compile "$@" -o "$folder" -q
  check "$folder" | grep -E '^[^:]*(_ai|_profile|_op_table|_dump|tvmgen_[a-z]*|tvm_wrapper)\.[ch]:' >>"$scratch/findings" || true
}
digits=$models/digits_int8
failing=$golden/kernel_can_fail
variant stm32 "$digits" --api=stm32 --quantization "$digits/quantization.json"
variant stm32_several "a=$models/multi_io" "b=$failing" --api=stm32 --io=caller
variant tvm_c "$models/multi_io" --api=tvm-c
variant tvm_c_pools "$failing" --api=tvm-c --io=arena
variant tvmwrap "$models/multi_io" --api=tvmwrap
variant tvmwrap_arena "$failing" --api=tvmwrap --io=arena
variant extras "$digits" --profile --op-table --dump-hook
variant extras_failing "$failing" --profile --op-table --dump-hook --io=caller

if grep -v '\[misra-c2012-[0-9.]*\]$' "$scratch/findings"; then
  echo "cppcheck found what is no question of style" >&2
  exit 1
fi

# "rule scope" of each finding, and an example.
awk -F: -v runtime="$source/runtime/" '{
  scope = "emitted"
  if (index($1, runtime) == 1) scope = "runtime"
  else if ($1 ~ /staticrt\.c$/) scope = "one file"
  else if ($1 ~ /network_packed\.c$/) scope = "wrapper"
  else if ($1 ~ /_ai\.[ch]$|tvmgen_[a-z]*\.[ch]$|tvm_wrapper\.[ch]$/) scope = "adapter"
  else if ($1 ~ /_(profile|op_table|dump)\.[ch]$/) scope = "extras"
  match($0, /misra-c2012-[0-9.]*\]$/)
  key = substr($0, RSTART + 12, RLENGTH - 13) " " scope
  if (!(key in seen)) print key
  seen[key] = 1
}' "$scratch/findings" | sort >"$scratch/found"

# | rule | category | scope, scope | reason |
awk -F' *\\| *' '/^## /{ table += 1 } table == 1 && $2 ~ /^[0-9]+\.[0-9]+$/ {
  count = split($4, scopes, /, */)
  for (i = 1; i <= count; i++) print $2 " " scopes[i]
}' "$source/docs/MISRA.md" | sort >"$scratch/listed"

status=0
if comm -23 "$scratch/found" "$scratch/listed" | grep .; then
  echo "these rules are broken, but not in docs/MISRA.md; for example:" >&2
  for rule in $(comm -23 "$scratch/found" "$scratch/listed" | cut -d' ' -f1 | sort -u); do
    grep -m 3 -F "[misra-c2012-$rule]" "$scratch/findings" >&2
  done
  status=1
fi
if comm -13 "$scratch/found" "$scratch/listed" | grep .; then
  echo "docs/MISRA.md lists these, but nobody breaks them" >&2
  status=1
fi
exit $status
