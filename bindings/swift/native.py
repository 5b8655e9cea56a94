"""Builds the native library and the Swift source that calls it, for ``swift build``.

Writes, all of it ignored by git: ``Native/<library>``, which ``Package.swift`` links unless there is an xcframework;
``Sources/DoorstepFFI/``, its header as a module; ``Sources/DoorstepNative/Generated/DoorstepNative.swift``. Needs
``cargo``. ``DOORSTEP_PROFILE=dev`` builds without optimization.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MODULE = """\
module DoorstepFFI {
    header "DoorstepFFI.h"
    link "doorstep_uniffi"
    export *
}
"""


def cargo(*arguments: str) -> None:
    subprocess.run(["cargo", *arguments], cwd=ROOT, check=True)


def target() -> Path:
    """Where cargo builds."""
    command = ["cargo", "metadata", "--format-version", "1", "--no-deps"]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return Path(json.loads(found.stdout)["target_directory"])


def write(path: Path, content: bytes) -> bool:
    """Writes what is new, so that nothing is compiled again for nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_bytes() == content:
        return False
    # In one go: somebody may be running what is there.
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.replace(path)
    return True


def generate(library: Path) -> None:
    """Writes the source that calls the library, and the module of its header."""
    raw = target() / "swift"
    generator = target() / "debug" / "uniffi-bindgen"
    subprocess.run(
        [generator, "generate", "--language", "swift", "--no-format", "--out-dir", raw, library], cwd=ROOT, check=True
    )
    source = (raw / "DoorstepNative.swift").read_bytes()
    write(HERE / "Sources" / "DoorstepNative" / "Generated" / "DoorstepNative.swift", source)
    module = HERE / "Sources" / "DoorstepFFI"
    write(module / "DoorstepFFI.h", (raw / "DoorstepFFI.h").read_bytes())
    write(module / "module.modulemap", MODULE.encode())


def main() -> int:
    profile = os.environ.get("DOORSTEP_PROFILE", "release")
    name = "libdoorstep_uniffi." + {"Linux": "so", "Darwin": "dylib"}[platform.system()]
    cargo("build", "--locked", "--profile", profile, "-p", "doorstep-uniffi")
    cargo("build", "--locked", "-p", "doorstep-uniffi-bindgen")
    built = target() / ("debug" if profile == "dev" else profile) / name
    generate(built)
    linked = HERE / "Native" / name
    # The debug symbols of a build without optimization are most of it.
    stripped = target() / "swift" / name
    shutil.copy(built, stripped)
    if name.endswith(".so") and shutil.which("strip"):
        subprocess.run(["strip", "--strip-unneeded", stripped], check=True)
    write(linked, stripped.read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
