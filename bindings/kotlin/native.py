"""Builds the native library and the Kotlin source that calls it, for ``mvn``, which runs this first.

Writes under ``target/``: ``native/<platform>/<library>``, which becomes a resource of the jar, and
``generated/dev/doorstep/internal/Doorstep.kt``. Needs ``cargo``.

``DOORSTEP_NATIVE`` names a folder of libraries built elsewhere, ``<platform>/<library>`` with JNA's names of platforms
(``linux-aarch64``, ``darwin-aarch64``, ``win32-x86-64``, …); they go into the jar too. ``DOORSTEP_PROFILE=dev`` builds
without optimization.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
OUT = HERE / "target"

# Everything at the top level of the generated file, which the generator makes public.
DECLARATION = re.compile(
    r"^(?:public )?(?=(?:(?:abstract|const|data|enum|inline|open|sealed) )*(?:class|fun|interface|object|typealias|val)\b)",
    re.M,
)
# Functions that are not methods, which it indents.
FUNCTION = re.compile(r"(?<=\*/|s\)) (?=fun `)")


def cargo(*arguments: str) -> None:
    subprocess.run(["cargo", *arguments], cwd=ROOT, check=True)


def target() -> Path:
    """Where cargo builds."""
    command = ["cargo", "metadata", "--format-version", "1", "--no-deps"]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return Path(json.loads(found.stdout)["target_directory"])


def here() -> tuple[str, str]:
    """This platform's folder in the jar, as JNA names it, and its name for the library."""
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}[platform.system()]
    machine = platform.machine().lower()
    machine = {"amd64": "x86-64", "x86_64": "x86-64", "arm64": "aarch64"}.get(machine, machine)
    library = {"linux": "libdoorstep_uniffi.so", "darwin": "libdoorstep_uniffi.dylib", "win32": "doorstep_uniffi.dll"}
    return f"{system}-{machine}", library[system]


# How it calls a method: the clone is the native side's to release, which never sees it when a text cannot be lowered.
CALL = "return block(this.uniffiCloneHandle())"
RELEASING_CALL = """val cloned = this.uniffiCloneHandle()
            try {
                return block(cloned)
            } catch (malformed: java.nio.charset.CharacterCodingException) {
                UniffiCleanAction(cloned).run()
                throw malformed
            }"""
# What releases a handle, which the inline function above must see.
RELEASE = "private class UniffiCleanAction("


def made_internal(source: str) -> str:
    """The generated source with nothing public in it, nothing that the compiler would warn of, and no handle that
    outlives a call which could not be made.
    """
    assert 0 < source.count(CALL) == source.count(RELEASE), "the generator calls methods in another way now"
    source = source.replace(CALL, RELEASING_CALL).replace(RELEASE, RELEASE.replace("private", "internal"))
    source = FUNCTION.sub(" internal ", DECLARATION.sub("internal ", source))
    return re.sub(r"^@file:Suppress\(.*\)$", '@file:Suppress("warnings")', source, count=1, flags=re.M)


def write(path: Path, content: bytes) -> None:
    """Writes what is new, so that nothing is compiled again for nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def main() -> int:
    profile = os.environ.get("DOORSTEP_PROFILE", "release")
    cargo("build", "--locked", "--profile", profile, "-p", "doorstep-uniffi")
    cargo("build", "--locked", "-p", "doorstep-uniffi-bindgen")
    folder, name = here()
    built = target() / ("debug" if profile == "dev" else profile) / name
    raw = OUT / "raw"
    generator = target() / "debug" / "uniffi-bindgen"
    subprocess.run(
        [generator, "generate", "--language", "kotlin", "--no-format", "--out-dir", raw, built], cwd=ROOT, check=True
    )
    (source,) = raw.rglob("*.kt")
    generated = OUT / "generated" / "dev" / "doorstep" / "internal" / "Doorstep.kt"
    write(generated, made_internal(source.read_text(encoding="utf-8")).encode())
    shipped = OUT / "native" / folder / name
    write(shipped, built.read_bytes())
    # The names that the generator reads are not needed any more, nor are those of what is not exported.
    if name.endswith(".so") and shutil.which("strip"):
        subprocess.run(["strip", "--strip-unneeded", shipped], check=True)
    if others := os.environ.get("DOORSTEP_NATIVE"):
        shutil.copytree(others, OUT / "native", dirs_exist_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
