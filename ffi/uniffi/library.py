"""Builds the native library and what calls it, for the ``native.py`` of each package. Needs ``cargo``."""

from __future__ import annotations

import functools
import json
import os
import platform
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

#: What this platform calls it.
NAME = {"Linux": "libdoorstep_uniffi.so", "Darwin": "libdoorstep_uniffi.dylib", "Windows": "doorstep_uniffi.dll"}[
    platform.system()
]


def cargo(*arguments: str) -> None:
    subprocess.run(["cargo", *arguments], cwd=ROOT, check=True)


@functools.cache
def target() -> Path:
    """Where cargo builds."""
    command = ["cargo", "metadata", "--format-version", "1", "--no-deps"]
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return Path(json.loads(found.stdout)["target_directory"])


def build(language: str, out: Path) -> Path:
    """Builds the library, has the sources that call it in ``language`` written to ``out``, and says where it is.

    ``DOORSTEP_PROFILE=dev`` builds without optimization.
    """
    profile = os.environ.get("DOORSTEP_PROFILE", "release")
    cargo("build", "--locked", "--profile", profile, "-p", "doorstep-uniffi")
    cargo("build", "--locked", "-p", "doorstep-uniffi-bindgen")
    built = target() / ("debug" if profile == "dev" else profile) / NAME
    generator = target() / "debug" / "uniffi-bindgen"
    subprocess.run(
        [generator, "generate", "--language", language, "--no-format", "--out-dir", out, built], cwd=ROOT, check=True
    )
    return built


def ship(built: Path, place: Path) -> None:
    """Puts the library in its place, without the names that the generator read and without debugging information."""
    stripped = target() / f"stripped-{NAME}"
    shutil.copy(built, stripped)
    if NAME.endswith(".so") and shutil.which("strip"):
        subprocess.run(["strip", "--strip-unneeded", stripped], check=True)
    write(place, stripped.read_bytes())


def write(path: Path, content: bytes) -> None:
    """Writes what is new, so that nothing is compiled again for nothing, and in one go: somebody may be running it."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(content)
    new.replace(path)
