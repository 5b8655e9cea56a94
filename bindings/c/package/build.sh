#!/bin/sh
# Makes of what cargo built what a C program links: build.sh FROM TO
#
# The static library becomes one object in which everything but doorstep_* is local, so that SQLite and the other
# libraries inside never meet those of the program (ELF; needs ld and objcopy of GNU binutils or LLVM).
set -eu
from=$1 to=$2
here=$(dirname "$0")
abi=$("$here/version.sh" abi) version=$("$here/version.sh" full)
rm -rf "$to" && mkdir -p "$to"

strip --strip-unneeded -o "$to/libdoorstep.so.$version" "$from/libdoorstep.so"
ln -s "libdoorstep.so.$version" "$to/libdoorstep.so.$abi"
ln -s "libdoorstep.so.$abi" "$to/libdoorstep.so"

# Only what the exported functions need is taken out of the archive.
roots=$(nm --dynamic --defined-only "$from/libdoorstep.so" | sed -n 's/.* T \(doorstep_.*\)/--undefined=\1/p')
# shellcheck disable=SC2086 # one argument for each
ld --relocatable --output "$to/doorstep.o" $roots "$from/libdoorstep.a"
# Bitcode is for rustc alone, and another LLVM chokes on it.
objcopy --wildcard --keep-global-symbol='doorstep_*' --strip-debug --remove-section='.llvm*' "$to/doorstep.o"
ar rcs "$to/libdoorstep.a" "$to/doorstep.o"
rm "$to/doorstep.o"
