#!/usr/bin/env bash
# C that docs/GENERATED_CODE.md quotes stands so in the file that it names.
#
#   quoted_code_test.sh SOURCE_DIR
#
# The line above each block of C is <!-- FILE -->, a file of the sources that has the block's lines one
# after the other but for their indentation (`...` stands for any lines), or <!-- application -->: what
# firmware around the model may look like.
set -euo pipefail
source=$1
document=$source/docs/GENERATED_CODE.md

awk -v source="$source" '
function trimmed(text) { gsub(/^[ \t]+|[ \t]+$/, "", text); return text }
function fail(text) { print FILENAME ":" FNR ": " text > "/dev/stderr"; failures += 1 }

# The lines of the block, in order, in `name`.
function check(name,    path, line, count, lines, at, i, start, found, gap) {
  path = source "/" name
  count = 0
  while ((getline line < path) > 0) lines[++count] = trimmed(line)
  close(path)
  if (count == 0) { fail("no such file: " name); return }
  for (start = 1; start <= count; start++) {
    at = start; found = 1; gap = 0
    for (i = 1; i <= size && found; i++) {
      if (block[i] == "...") { gap = 1; continue }
      while (gap && at <= count && lines[at] != block[i]) at += 1
      gap = 0
      if (at > count || lines[at] != block[i]) found = 0
      at += 1
    }
    if (found) return
  }
  fail("the block above is not in " name ", beginning with: " block[1])
}

/^ *```c$/ {
  inside = 1; size = 0; named = ""
  if (match(previous, /<!-- .* -->/)) named = substr(previous, RSTART + 5, RLENGTH - 9)
  if (named == "") fail("a block of C without <!-- FILE --> above it")
  blocks += 1
  next
}
/^ *```$/ && inside {
  inside = 0
  if (named != "" && named !~ /^application/) { check(named); quotes += 1 }
}
inside { block[++size] = trimmed($0) }
{ previous = $0 }
END {
  if (quotes < 5) { print "only " quotes + 0 " quotes found" > "/dev/stderr"; exit 1 }
  exit failures > 0
}
' "$document"
