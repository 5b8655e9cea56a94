#!/bin/sh
# Installs the headers, the libraries, doorstep.pc and the CMake package: install.sh BUILT
#
# Reads PREFIX (/usr/local), DESTDIR (nothing), INCLUDEDIR (PREFIX/include) and LIBDIR (PREFIX/lib).
set -eu
built=$1
here=$(dirname "$0")
prefix=${PREFIX:-/usr/local}
case $prefix in /*) ;; *) echo "PREFIX must be an absolute path, not $prefix" >&2; exit 2 ;; esac
libdir=${LIBDIR:-$prefix/lib} includedir=${INCLUDEDIR:-$prefix/include}
version=$("$here/version.sh" full) abi=$("$here/version.sh" abi)
# What `rustc --print native-static-libs` names for the static library.
private="-lgcc_s -lutil -lrt -lpthread -lm -ldl -lc"

fill() {
  sed -e "s|@prefix@|$prefix|g" -e "s|@libdir@|$libdir|g" -e "s|@includedir@|$includedir|g" \
    -e "s|@version@|$version|g" -e "s|@abi@|$abi|g" -e "s|@private@|$private|g" \
    -e "s|@private_list@|$(echo "$private" | tr ' ' ';')|g" "$1"
}
put() { # MODE FROM TO
  install -d "$(dirname "$3")"
  install -m "$1" "$2" "$3"
}

root=${DESTDIR:-}
for header in $(cd "$here/../include" && find . -name '*.h' -o -name '*.hpp'); do
  put 644 "$here/../include/$header" "$root$includedir/$header"
done
put 755 "$built/libdoorstep.so.$version" "$root$libdir/libdoorstep.so.$version"
ln -sf "libdoorstep.so.$version" "$root$libdir/libdoorstep.so.$abi"
ln -sf "libdoorstep.so.$abi" "$root$libdir/libdoorstep.so"
put 644 "$built/libdoorstep.a" "$root$libdir/libdoorstep.a"

filled=$(mktemp)
trap 'rm -f "$filled"' EXIT
fill "$here/doorstep.pc.in" > "$filled"
put 644 "$filled" "$root$libdir/pkgconfig/doorstep.pc"
for name in DoorstepConfig DoorstepConfigVersion; do
  fill "$here/$name.cmake.in" > "$filled"
  put 644 "$filled" "$root$libdir/cmake/Doorstep/$name.cmake"
done
echo "installed into $root$prefix; a shared library outside the usual folders needs ldconfig or an rpath"
