#!/bin/sh
# Builds DoorstepFFI.xcframework for macOS, iOS and the iOS simulator, for Package.swift to take.
#
# NEVER RUN: there was no Mac where this was written. Needs Xcode, rustup with the targets below, and Python 3. What it
# must hold to: one library per platform, several architectures of one platform joined by lipo; the header and the
# module map go along with each; no `link` line in that module map, because the framework brings its library.
set -eu
cd "$(dirname "$0")"
root=../..
out=$root/target/xcframework

build() {
    cargo build --manifest-path "$root/Cargo.toml" --locked --release -p doorstep-uniffi --target "$1"
}

for target in aarch64-apple-darwin x86_64-apple-darwin aarch64-apple-ios aarch64-apple-ios-sim x86_64-apple-ios; do
    build "$target"
done

# The Swift source and the header, from a library of this machine's.
python3 native.py
rm -rf "$out" DoorstepFFI.xcframework
mkdir -p "$out/headers" "$out/macos" "$out/simulator"
cp Sources/DoorstepFFI/DoorstepFFI.h "$out/headers/"
grep -v '^    link ' Sources/DoorstepFFI/module.modulemap > "$out/headers/module.modulemap"

library=libdoorstep_uniffi.a
lipo -create -output "$out/macos/$library" \
    "$root/target/aarch64-apple-darwin/release/$library" "$root/target/x86_64-apple-darwin/release/$library"
lipo -create -output "$out/simulator/$library" \
    "$root/target/aarch64-apple-ios-sim/release/$library" "$root/target/x86_64-apple-ios/release/$library"

xcodebuild -create-xcframework \
    -library "$out/macos/$library" -headers "$out/headers" \
    -library "$root/target/aarch64-apple-ios/release/$library" -headers "$out/headers" \
    -library "$out/simulator/$library" -headers "$out/headers" \
    -output DoorstepFFI.xcframework
# Package.swift is to look again.
swift package purge-cache
