#!/usr/bin/env bash
# Installs utvmc into an empty folder and builds a project with it, with Ninja and with Make: all is
# found, a model is compiled once, and again when one of its files changes.
#
#   package_test.sh SOURCE_DIR BUILD_DIR CMAKE
set -euo pipefail
source=$1 build=$2 cmake=$3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

"$cmake" --install "$build" --prefix "$scratch/prefix" >/dev/null

expect() { # what, expected, actual
  if [ "$2" != "$3" ]; then
    printf '%s: expected "%s", got "%s"\n' "$1" "$2" "$3" >&2
    exit 1
  fi
}

for generator in Ninja "Unix Makefiles"; do
  project=$scratch/project
  rm -rf "$project"
  mkdir "$project"
  cp "$source/tests/package/"{CMakeLists.txt,hooks.c,main.c} "$project"
  cp -r "$source/tests/models/own/sine" "$project/model"
  cp -r "$source/tests/models/own/sine" "$project/other_model"
  cp -r "$source/tests/models/own/argsort_packed_call" "$project/ranking_model"
  "$cmake" -S "$project" -B "$project/build" -G "$generator" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_PREFIX_PATH="$scratch/prefix" >/dev/null
  compiled() { "$cmake" --build "$project/build" | grep -cE 'Compiling models? ' || true; }

  expect "$generator: first build" 3 "$(compiled)"
  expect "$generator: output" "hooked 1 1 1" "$("$project/build/consumer")"
  expect "$generator: nothing changed" 0 "$(compiled)"
  sleep 1
  touch "$project/model/params.bin"
  expect "$generator: params.bin of two libraries changed" 2 "$(compiled)"
  expect "$generator: nothing changed again" 0 "$(compiled)"
  sleep 1
  touch "$project/other_model/graph.json"
  expect "$generator: graph.json of one of several models changed" 1 "$(compiled)"
done
