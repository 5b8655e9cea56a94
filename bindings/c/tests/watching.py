"""Two ways to watch every access to memory: sanitizers in everything that is compiled, and valgrind around it.

Both end a program that did something wrong, or lost memory, with :data:`FOUND`.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import building
from building import BUILT, TESTS, Library, cargo, cheap_library, installed, put

FOUND = 99
TARGET = "x86_64-unknown-linux-gnu"


@dataclass(frozen=True)
class Watcher:
    """A build of the library, and what a program is run under."""

    name: str
    library: Library
    under: tuple[str, ...] = ()
    #: The same for a program that forks while it has threads: what those held is lost to the child.
    under_forks: tuple[str, ...] = ()


@functools.cache
def sanitizers() -> Watcher:
    """AddressSanitizer in the library, its SQLite, and the programs; UndefinedBehaviorSanitizer in the programs.

    LeakSanitizer looks at the end. rustc gives its sanitizers to nightly toolchains only, or when told to.
    """
    installed("/usr/bin/clang", "clang")
    # The compiler only recommends its runtime.
    resources = building.run(["clang", "-print-resource-dir"]).stdout.strip()
    version = Path(resources).name.split(".")[0]
    installed(f"{resources}/lib/linux/libclang_rt.asan-x86_64.a", f"libclang-rt-{version}-dev")
    target = BUILT / "address"
    cargo(
        "build",
        "--release",
        "--target",
        TARGET,
        env={
            "RUSTC_BOOTSTRAP": "1",
            "RUSTFLAGS": "-Zsanitizer=address",
            f"CC_{TARGET.replace('-', '_')}": "clang",
            f"CFLAGS_{TARGET.replace('-', '_')}": "-fsanitize=address -fno-omit-frame-pointer",
            "CARGO_PROFILE_RELEASE_STRIP": "none",
            "CARGO_PROFILE_RELEASE_DEBUG": "line-tables-only",
            "CARGO_PROFILE_RELEASE_LTO": "off",
        },
        target=target,
    )
    flags = ("-O0", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer")
    options = f"exitcode={FOUND}:detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1"
    env = {"ASAN_OPTIONS": options, "UBSAN_OPTIONS": f"exitcode={FOUND}:print_stacktrace=1"}
    folder = put(target / TARGET / "release" / "libdoorstep.so", "sanitized")
    return Watcher("sanitizers", Library(folder, "clang", flags, env))


@functools.cache
def valgrind() -> Watcher:
    """Memcheck. It sees all code as it is, and takes fifty times as long, so passwords are hashed cheaply."""
    installed("/usr/bin/valgrind", "valgrind")
    leaks = ("--leak-check=full", "--errors-for-leak-kinds=definite,indirect", "--show-leak-kinds=definite,indirect")
    # A program's own operator new stays its own: a test lets it fail.
    own_new = "--soname-synonyms=somalloc=nouserintercepts"
    # It runs one thread at a time; without turns, busy threads keep the others waiting for good.
    turns = "--fair-sched=yes"
    under = ("valgrind", "--quiet", f"--error-exitcode={FOUND}", "--num-callers=30", own_new, turns)
    return Watcher("valgrind", cheap_library(), (*under, *leaks), under)


WATCHERS = {"sanitizers": sanitizers, "valgrind": valgrind}


@functools.cache
def planted(watcher: Watcher) -> Path:
    """The program that makes mistakes."""
    return building.compiled("planted", [TESTS / "planted.c"], watcher.library)

