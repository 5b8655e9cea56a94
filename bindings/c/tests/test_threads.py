"""Many threads on one engine under ThreadSanitizer, which sees into the library, too."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import building
from building import BUILT, INCLUDE, ROOT, TESTS

TARGET = "x86_64-unknown-linux-gnu"
STRESS = TESTS / "cpp" / "stress.cpp"

# Rust's standard library comes compiled and is not instrumented, so its synchronization is only seen where it is
# inlined into ours. Atomic fences are not understood by ThreadSanitizer at all.
OPTIONS = "halt_on_error=0 exitcode=66 second_deadlock_stack=1 history_size=7"


@pytest.fixture(scope="module")
def stress() -> Path:
    """The program with an instrumented library: Rust's and SQLite's C."""
    building.installed("/usr/bin/clang++", "clang")
    folder = ROOT / "target" / "tsan"
    building.run(
        ["cargo", "rustc", "--release", "--locked", "-p", "doorstep-c", "--features", "test-cost", "--crate-type",
         "staticlib", "--target", TARGET, "--target-dir", folder],
        env={
            "RUSTC_BOOTSTRAP": "1",
            "RUSTFLAGS": "-Zsanitizer=thread -Cunsafe-allow-abi-mismatch=sanitizer",
            "CFLAGS": "-fsanitize=thread -g",
        },
        timeout=3600,
    )  # fmt: skip
    sysroot = building.run(["rustc", "--print", "sysroot"]).stdout.strip()
    runtime = Path(sysroot) / "lib" / "rustlib" / TARGET / "lib" / "librustc-stable_rt.tsan.a"
    program = BUILT / "bin" / "stress-tsan"
    program.parent.mkdir(parents=True, exist_ok=True)
    compiled = program.with_suffix(".o")
    building.run(
        ["clang++", "-std=c++17", "-g", "-O1", "-fsanitize=thread", *building.WARNINGS, "-I", INCLUDE, "-c", STRESS,
         "-o", compiled]
    )  # fmt: skip
    # The runtime that belongs to the compiler of the library: it is the newer one.
    building.run(
        ["clang++", "-o", program, compiled, folder / TARGET / "release" / "libdoorstep.a", "-Wl,--whole-archive",
         runtime, "-Wl,--no-whole-archive", "-Wl,--export-dynamic", "-lpthread", "-ldl", "-lm", "-lrt"]
    )  # fmt: skip
    return program


def run(program: Path, folder: Path, *words: str) -> tuple[int, str, list[str]]:
    """How it ended, what it printed, and what was reported."""
    env = {"TSAN_OPTIONS": OPTIONS, "PATH": os.environ["PATH"]}
    done = building.run([program, folder, *words], env=env, timeout=900, status=None)
    reports = re.findall(r"^WARNING: ThreadSanitizer: (.*?)\n={18}", done.stderr, re.M | re.S)
    return done.returncode, done.stdout, reports


def test_many_threads_race_for_nothing(stress: Path, tmp_path: Path) -> None:
    status, said, reports = run(stress, tmp_path)
    assert reports == []
    assert status == 0
    assert re.fullmatch(r"sessions 72, callbacks \d+, used \d+, refused \d+, busy \d+\n", said)


def test_a_race_of_the_program_is_reported(stress: Path, tmp_path: Path) -> None:
    status, said, reports = run(stress, tmp_path, "plant")
    assert (status, said) == (66, "planted 2\n")
    assert len(reports) == 1 and reports[0].startswith("data race")


def test_a_race_with_the_library_is_reported(stress: Path, tmp_path: Path) -> None:
    status, said, reports = run(stress, tmp_path, "lend")
    assert (status, said) == (66, "lent\n")
    assert any(report.startswith("data race") and "doorstep_key_ring_from_bytes" in report for report in reports)
