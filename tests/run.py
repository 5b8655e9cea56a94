"""Runs every test of every part and ends with one line that counts them: ``N passed, N failed``.

A part that cannot be run counts as failed. Needs Rust, Python 3.10 or newer with venv, gcc and g++; installs the rest
(Python packages into ``target/venv``; JDK 17, Maven, Chromium, Exim, clang and what C and C++ are tested with from
Debian's packages when they are missing; Kotlin and its libraries through Maven; Swift into a Debian 13 of its own when
it is not on the PATH, see ``bindings/swift/toolchain.py``).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "target" / "venv"
PYTHON = VENV / "bin" / "python"

# What only converts, and is tested from the other side or in a part of its own.
FFI = ("c", "c-panics", "python", "uniffi-bindgen")

CARGO = re.compile(r"test result: \w+\. (\d+) passed; (\d+) failed")
STRICT_SWIFT = ("-Xswiftc", "-warnings-as-errors")
# Of Swift's testing library: a test with arguments is as many tests as it has arguments.
SWIFT_TEST = re.compile(r"^\S+ Test (?!run with )(.+) (passed|failed) after ", re.M)
SWIFT_CASE = re.compile(r"^\S+ Passing (\d+ arguments? .+) to (.+)$", re.M)
SWIFT_FAULT = re.compile(r"^\S+ Test (.+?) recorded an issue with (\d+ arguments? .+?) at \S+:\d+:\d+", re.M)
PYTEST = re.compile(r"(\d+) (passed|failed|error|errors)\b")


def run(command: list[str], cwd: Path = ROOT, **env: str) -> tuple[int, str]:
    """Runs a command, showing its output as it comes, and returns its status and output."""
    print("$", " ".join(command), flush=True)
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    lines = []
    assert process.stdout is not None
    for line in process.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        lines.append(line)
    return process.wait(), "".join(lines)


def counted(status: int, passed: int, failed: int) -> tuple[int, int]:
    """A part that failed, or ran nothing, has at least one failure."""
    if failed == 0 and (status != 0 or passed == 0):
        failed = 1
    return passed, failed


def cargo_test(*arguments: str, **env: str) -> tuple[int, int]:
    status, output = run(["cargo", "test", "--locked", "--no-fail-fast", *arguments], **env)
    results = [(int(p), int(f)) for p, f in CARGO.findall(output)]
    return counted(status, sum(p for p, _ in results), sum(f for _, f in results))


def pytest(folder: str, *arguments: str) -> tuple[int, int]:
    status, output = run([str(PYTHON), "-m", "pytest", "-q", *arguments], cwd=ROOT / folder)
    last = next((line for line in reversed(output.splitlines()) if PYTEST.search(line)), "")
    counts = {"passed": 0, "failed": 0}
    for number, word in PYTEST.findall(last):
        counts["passed" if word == "passed" else "failed"] += int(number)
    return counted(status, counts["passed"], counts["failed"])


def check(*command: str, cwd: str = ".") -> tuple[int, int]:
    """A command that is one test: it passes or it fails."""
    status, _ = run(list(command), cwd=ROOT / cwd)
    return (1, 0) if status == 0 else (0, 1)


def wheel() -> tuple[int, int]:
    passed, failed = check("make", "wheel")
    if failed == 0:
        status, _ = run(
            [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r",
             "tests/requirements.txt", "-r", "examples/shop-flask/requirements.txt"]
        )
        if status != 0:
            return 0, 1
    return passed, failed


def installed(program: str, *packages: str) -> bool:
    """Whether ``program`` is there, once Debian's packages were asked for it."""
    if Path(program).exists():
        return True
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    run([*sudo, "apt-get", "update", "-q"])
    status, _ = run(
        [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q", "--no-install-recommends",
         *packages]
    )
    return status == 0


def c() -> tuple[int, int]:
    if not installed("/usr/bin/clang", "clang"):
        return 0, 1
    return cargo_test("-p", "doorstep-c", "-p", "doorstep-c-panics", DOORSTEP_ALL_COMPILERS="1")


def maven() -> bool:
    """Whether JDK 17 or newer and Maven are there, once Debian's packages were asked for them."""
    return installed("/usr/bin/javac", "openjdk-17-jdk-headless") and installed("/usr/bin/mvn", "maven")


def junit(folder: str, *arguments: str) -> tuple[int, int]:
    """Maven in a folder; counts what its tests wrote."""
    if not maven():
        return 0, 1
    reports = ROOT / folder / "target" / "surefire-reports"
    shutil.rmtree(reports, ignore_errors=True)
    status, _ = run(["mvn", "-B", "-ntp", *arguments], cwd=ROOT / folder)
    passed = failed = 0
    for report in reports.glob("TEST-*.xml"):
        suite = ElementTree.parse(report).getroot()
        broken = sum(int(suite.get(kind, 0)) for kind in ("failures", "errors", "skipped"))
        passed += int(suite.get("tests", 0)) - broken
        failed += broken
    return counted(status, passed, failed)


def swift(folder: str) -> tuple[int, int]:
    """``swift test`` in a folder, where a warning is an error; counts what it says it ran."""
    status, _ = run([sys.executable, "bindings/swift/native.py"])
    if status != 0:
        return 0, 1
    toolchain = str(ROOT / "bindings" / "swift" / "toolchain.py")
    status, output = run([sys.executable, toolchain, "swift", "test", *STRICT_SWIFT], cwd=ROOT / folder)
    return counted(status, *swift_results(output))


def swift_results(output: str) -> tuple[int, int]:
    """How many tests passed and failed; an argument that had issues failed."""
    cases = [(test, given) for given, test in SWIFT_CASE.findall(output)]
    faults = set(SWIFT_FAULT.findall(output)).intersection(cases)
    with_cases = {test for test, _ in cases}
    words = [word for test, word in SWIFT_TEST.findall(output) if test not in with_cases]
    failed = len(faults) + words.count("failed")
    return len(cases) + len(words) - failed, failed


def chromium() -> bool:
    return installed("/usr/bin/chromium", "chromium", "fonts-noto-core")


def mail() -> tuple[int, int]:
    if not (chromium() and installed("/usr/sbin/exim4", "exim4-daemon-light")):
        return 0, 1
    return pytest("tests/mail")


def browser() -> tuple[int, int]:
    return pytest("tests/e2e", "-x") if chromium() else (0, 1)


PARTS: list[tuple[str, Callable[[], tuple[int, int]]]] = [
    ("formatting", lambda: check("cargo", "fmt", "--all", "--check")),
    ("clippy", lambda: check("cargo", "clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings")),
    ("core, command and conformance in Rust", lambda: cargo_test("--workspace", *(f"--exclude=doorstep-{name}" for name in FFI))),
    ("C: header, story and misuse", c),
    ("the wheel", wheel),
    ("stubs of the Python package", lambda: check(
        str(PYTHON), "-m", "mypy.stubtest", "doorstep", "--allowlist", "bindings/python/tests/stubtest-allow.txt")),
    # Into the local repository too, where the example looks for the package.
    ("Kotlin: idioms and conformance", lambda: junit("bindings/kotlin", "clean", "install")),
    ("Swift: idioms and conformance", lambda: swift("bindings/swift")),
    ("the surface of every language", lambda: check(str(PYTHON), "tests/surface.py")),
    ("Python: idioms and conformance", lambda: pytest("bindings/python/tests")),
    ("C and C++: scenarios, packages, sanitizers", lambda: pytest("bindings/c/tests")),
    ("example: a service in C", lambda: pytest("examples/c-service")),
    ("example: a service in C++", lambda: pytest("examples/cpp-service")),
    ("example: the shop", lambda: pytest("examples/shop-flask")),
    ("example: add MFA to an existing app", lambda: pytest("examples/add-mfa-to-flask")),
    ("example: a shop in Kotlin", lambda: junit("examples/kotlin-ktor", "test")),
    ("example: the story in Swift", lambda: swift("examples/swift-cli")),
    ("mail through real servers", mail),
    ("the whole story in a browser", browser),
]


def main() -> int:
    only = sys.argv[1:]
    total_passed = total_failed = 0
    summary = []
    started = time.monotonic()
    for name, part in PARTS:
        if only and not any(word in name for word in only):
            continue
        began = time.monotonic()
        print(f"\n== {name} ({(began - started) / 60:.0f} minutes in)", flush=True)
        try:
            passed, failed = part()
        except OSError as error:
            print(f"cannot run: {error}", flush=True)
            passed, failed = 0, 1
        total_passed += passed
        total_failed += failed
        summary.append(f"{passed:6} passed {failed:4} failed {time.monotonic() - began:7.1f} s  {name}")
    print("\n" + "\n".join(summary))
    print(f"{total_passed} passed, {total_failed} failed", flush=True)
    return 1 if total_failed else 0


if __name__ == "__main__":
    sys.exit(main())
