"""Packs the AAR: ``python3 pack.py JNI OUT``. ``JNI`` holds ``<abi>/libdoorstep_uniffi.so``. Not run with Android's tools."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ABIS = {"arm64-v8a", "armeabi-v7a", "x86", "x86_64"}
LIBRARY = "libdoorstep_uniffi.so"
MANIFEST = """<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="dev.doorstep">
  <uses-sdk android:minSdkVersion="26" />
</manifest>
"""


def classes() -> bytes:
    """The jar without the libraries of other platforms."""
    (jar,) = (jar for jar in (HERE.parent / "target").glob("doorstep-*.jar") if not jar.stem.endswith("sources"))
    packed = io.BytesIO()
    with zipfile.ZipFile(jar) as given, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in given.namelist():
            if not name.endswith("/") and name.startswith(("dev/", "META-INF/")):
                kept.writestr(name, given.read(name))
    return packed.getvalue()


def main(jni: str, out: str) -> int:
    libraries = sorted(Path(jni).glob(f"*/{LIBRARY}"))
    unknown = {library.parent.name for library in libraries} - ABIS
    if not libraries or unknown:
        print(f"{jni} must hold <abi>/{LIBRARY}; no ABI: {sorted(unknown)}")
        return 1
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as aar:
        aar.writestr("AndroidManifest.xml", MANIFEST)
        aar.writestr("classes.jar", classes())
        aar.writestr("R.txt", "")
        aar.write(HERE / "proguard.txt", "proguard.txt")
        for library in libraries:
            aar.write(library, f"jni/{library.parent.name}/{LIBRARY}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
