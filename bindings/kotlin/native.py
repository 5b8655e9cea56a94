"""Builds the native library and the Kotlin source that calls it, for ``mvn``, which runs this first.

Writes under ``target/``: ``native/<platform>/<library>``, which becomes a resource of the jar, and
``generated/dev/doorstep/internal/Doorstep.kt``. Needs ``cargo``.

``DOORSTEP_NATIVE`` names a folder of libraries built elsewhere, ``<platform>/<library>`` with JNA's names of platforms
(``linux-aarch64``, ``darwin-aarch64``, ``win32-x86-64``, …); they go into the jar too. ``DOORSTEP_PROFILE=dev`` builds
without optimization.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE / "target"

sys.path.append(str(HERE.parent.parent / "ffi" / "uniffi"))
import library  # noqa: E402

# Everything at the top level of the generated file, which the generator makes public.
DECLARATION = re.compile(
    r"^(?:public )?(?=(?:(?:abstract|const|data|enum|inline|open|sealed) )*(?:class|fun|interface|object|typealias|val)\b)",
    re.M,
)
# Functions that are not methods, which it indents.
FUNCTION = re.compile(r"(?<=\*/|s\)) (?=fun `)")


def here() -> str:
    """This platform's folder in the jar, as JNA names it."""
    system = {"Linux": "linux", "Darwin": "darwin", "Windows": "win32"}[platform.system()]
    machine = platform.machine().lower()
    machine = {"amd64": "x86-64", "x86_64": "x86-64", "arm64": "aarch64"}.get(machine, machine)
    return f"{system}-{machine}"


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


def main() -> int:
    raw = OUT / "raw"
    built = library.build("kotlin", raw)
    (source,) = raw.rglob("*.kt")
    generated = OUT / "generated" / "dev" / "doorstep" / "internal" / "Doorstep.kt"
    library.write(generated, made_internal(source.read_text(encoding="utf-8")).encode())
    library.ship(built, OUT / "native" / here() / library.NAME)
    if others := os.environ.get("DOORSTEP_NATIVE"):
        shutil.copytree(others, OUT / "native", dirs_exist_ok=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
