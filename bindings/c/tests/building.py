"""Builds the library under test, and programs in C and C++ that use it.

What Debian has to give is asked for when it is missing. Everything that is built goes to ``target/``.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TESTS = ROOT / "bindings" / "c" / "tests"
CPP = TESTS / "cpp"
INCLUDE = ROOT / "bindings" / "c" / "include"
BUILT = ROOT / "target" / "c-tests"

#: What every program here is compiled with.
WARNINGS = ("-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror")


class Failed(AssertionError):
    """A command that should have succeeded."""


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    timeout: float = 600,
    status: int | None = 0,
) -> subprocess.CompletedProcess[str]:
    """Runs a command, which must end with ``status`` unless that is ``None``."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        timeout=timeout,
        check=False,
    )
    if status is not None and done.returncode != status:
        said = f"{done.stdout[-4000:]}\n{done.stderr[-8000:]}"
        raise Failed(f"{' '.join(map(str, command))} ended with {done.returncode}, not {status}:\n{said}")
    return done


@functools.cache
def installed(path: str, *packages: str) -> None:
    """Makes sure that a file of Debian's packages is there."""
    if Path(path).exists():
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    run([*sudo, "apt-get", "update", "-q"])
    run(
        [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", "--no-install-recommends",
         *packages]
    )  # fmt: skip
    assert Path(path).exists(), f"{packages} did not bring {path}"


def jansson() -> None:
    """The JSON library of the conformance runner."""
    installed("/usr/include/jansson.h", "libjansson-dev")


@dataclass(frozen=True)
class Library:
    """A build of the shared library: the folder it is in, and what goes with it."""

    folder: Path
    compiler: str = "gcc"
    flags: tuple[str, ...] = ()
    #: What programs that use it need in their environment.
    env: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def file(self) -> Path:
        return self.folder / "libdoorstep.so"

    def run(
        self, program: Path, *arguments: str | Path, env: Mapping[str, str] | None = None, **more: object
    ) -> subprocess.CompletedProcess[str]:
        """Runs a program that was linked with it."""
        return run([program, *arguments], env={**self.env, **(env or {})}, **more)  # type: ignore[arg-type]


@functools.cache
def library() -> Library:
    """The library as it is shipped."""
    run(["make", "--no-print-directory", "c"], timeout=3600)
    return Library(ROOT / "target" / "c")


@functools.cache
def prefix() -> Path:
    """Where it is installed, with its header and what pkg-config and CMake read."""
    folder = BUILT / "prefix"
    shutil.rmtree(folder, ignore_errors=True)
    run(["make", "--no-print-directory", "install", f"PREFIX={folder}"], timeout=3600)
    return folder


@functools.cache
def cheap_library() -> Library:
    """A library that hashes passwords at next to no cost, with debugging information, for slow surroundings."""
    cargo("build", "--features", "test-cost")
    return Library(put(ROOT / "target" / "debug" / "libdoorstep.so", "cheap"))


def cargo(*arguments: str, env: Mapping[str, str] | None = None, target: Path | None = None) -> None:
    """Has cargo build the library."""
    folder = [] if target is None else ["--target-dir", target]
    run(["cargo", *arguments, "--locked", "-p", "doorstep-c", *folder], env=env, timeout=3600)


def put(built: Path, name: str) -> Path:
    """Copies a library to where the next build does not overwrite it, under the name that programs look for, too."""
    folder = BUILT / name
    folder.mkdir(parents=True, exist_ok=True)
    temporary = folder / f".{os.getpid()}"
    shutil.copy2(built, temporary)
    temporary.replace(folder / "libdoorstep.so.0")
    link = folder / "libdoorstep.so"
    if not link.is_symlink():
        link.symlink_to("libdoorstep.so.0")
    return folder


def compiled(
    name: str,
    sources: Iterable[Path],
    library: Library,
    *,
    standard: str = "c11",
    flags: Sequence[str] = (),
    libraries: Sequence[str] = (),
) -> Path:
    """Compiles and links a program, sources at the same time. It finds the library by itself."""
    compiler = library.compiler
    if standard.startswith(("c++", "gnu++")):
        compiler = {"gcc": "g++", "clang": "clang++"}[compiler]
    program = BUILT / "bin" / f"{name}-{library.folder.name}"
    program.parent.mkdir(parents=True, exist_ok=True)
    options = (f"-std={standard}", "-g", "-O1", *WARNINGS, *library.flags, *flags)
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        linked = list(workers.map(lambda source: compiled_one(name, source, compiler, options), sources))
    run(
        [compiler, *options, *linked, "-o", program, "-L", library.folder, f"-Wl,-rpath,{library.folder}",
         "-ldoorstep", *(f"-l{one}" for one in libraries)]
    )  # fmt: skip
    return program


@functools.cache
def compiled_one(name: str, source: Path, compiler: str, options: tuple[str, ...]) -> Path:
    """One source of a program, compiled once for all libraries that it is linked with."""
    if source.suffix == ".o":
        return source
    folder = BUILT / "objects" / f"{name}-{hashlib.sha256(repr((compiler, options)).encode()).hexdigest()[:8]}"
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{source.stem}.o"
    run([compiler, *options, "-I", INCLUDE, "-c", source, "-o", made])
    return made


def pkg_config() -> dict[str, str]:
    """An environment in which pkg-config finds the installed library, and a linked program does so by itself."""
    libraries = prefix() / "lib"
    return {"PKG_CONFIG_PATH": str(libraries / "pkgconfig"), "LDFLAGS": f"-Wl,-rpath,{libraries}"}


@functools.cache
def story(library: Library) -> Path:
    """The main story."""
    return compiled("story", [TESTS / "story.c"], library)


@functools.cache
def misuse(library: Library) -> Path:
    """What only C can do wrong."""
    sources = sorted((TESTS / "misuse").glob("*.c"))
    return compiled("misuse", sources, library, flags=["-D_GNU_SOURCE"], libraries=["pthread"])


@functools.cache
def conformance(library: Library) -> Path:
    """The program that runs conformance scenarios."""
    jansson()
    return compiled(
        "conformance",
        sorted((TESTS / "conformance").glob("*.c")),
        library,
        flags=["-D_POSIX_C_SOURCE=200809L"],
        libraries=["jansson"],
    )


@functools.cache
def cpp_conformance(library: Library) -> Path:
    """The same through the C++ header."""
    installed("/usr/include/nlohmann/json.hpp", "nlohmann-json3-dev")
    return compiled("cpp-conformance", sorted((CPP / "conformance").glob("*.cpp")), library, standard="c++17")


@functools.cache
def cpp_idioms(library: Library) -> Path:
    """Tests of the C++ header, one for each argument."""
    sources = sorted((CPP / "idioms").glob("*.cpp"))
    return compiled("cpp-idioms", sources, library, standard="c++17", libraries=["pthread"])


def cpp_idiom_names() -> list[str]:
    sources = [source.read_text() for source in (CPP / "idioms").glob("*.cpp")]
    return sorted(name for source in sources for name in re.findall(r"^TEST\((\w+)\)", source, re.M))
