#!/bin/sh
# version.sh full: the version, as Cargo has it. version.sh abi: the interface's, which is in the shared library's name.
set -eu
root=$(dirname "$0")/../../..
case $1 in
  full) sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1 ;;
  abi) sed -n 's/^#define DOORSTEP_ABI_VERSION \([0-9]*\)$/\1/p' "$root/bindings/c/include/doorstep.h" ;;
esac
