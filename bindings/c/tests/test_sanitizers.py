"""Every program of the tests under sanitizers and under valgrind, and mistakes that these must find."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

import building
from building import Library, run
from scenarios import FOLDER, names, outcomes
from watching import FOUND, WATCHERS, Watcher, planted

#: Programs that take no arguments and say by their status whether all went well.
PROGRAMS: dict[str, Callable[[Library], Path]] = {
    "story": building.story,
    "misuse": building.misuse,
}

#: Those of them that fork while they have threads.
FORKING = {"misuse"}

#: Programs that run conformance scenarios.
RUNNERS: dict[str, Callable[[Library], Path]] = {
    "C": building.conformance,
    "C++": building.cpp_conformance,
}

#: Mistakes by who finds them, and what is said about them.
MISTAKES = {
    "sanitizers": {
        "leak": "LeakSanitizer: detected memory leaks",
        "overflow": "AddressSanitizer: heap-buffer-overflow",
        "use-after-free": "AddressSanitizer: heap-use-after-free",
        "overflow-in-the-library": "AddressSanitizer: heap-buffer-overflow",
        "undefined": "signed integer overflow",
    },
    "valgrind": {
        "leak": "4,096 bytes in 1 blocks are definitely lost",
        "overflow": "Invalid write of size 1",
        "use-after-free": "Invalid write of size 1",
        "overflow-in-the-library": "Invalid read of size",
    },
}


@pytest.fixture(scope="module", params=list(WATCHERS))
def watcher(request: pytest.FixtureRequest) -> Watcher:
    return WATCHERS[request.param]()


@pytest.mark.parametrize(
    ("name", "mistake"), [(name, mistake) for name, mistakes in MISTAKES.items() for mistake in mistakes]
)
def test_a_mistake_is_found(name: str, mistake: str) -> None:
    watcher = WATCHERS[name]()
    done = run([*watcher.under, planted(watcher), mistake], env=watcher.library.env, status=FOUND)
    assert MISTAKES[name][mistake] in done.stderr


def test_a_forgotten_handle_is_counted(watcher: Watcher) -> None:
    run([*watcher.under, planted(watcher), "handle"], env=watcher.library.env, status=3)


Ending = Future[subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def endings(watcher: Watcher) -> Iterator[Mapping[str, Ending]]:
    """What becomes of each program and each idiom, as many of them at a time as there are cores."""
    programs = {name: build(watcher.library) for name, build in PROGRAMS.items()}
    idioms = building.cpp_idioms(watcher.library)
    env = watcher.library.env
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        begun = {}
        for name, built in programs.items():
            under = watcher.under_forks if name in FORKING else watcher.under
            begun[name] = cores.submit(run, [*under, built], env=env, timeout=1800)
        for name in building.cpp_idiom_names():
            begun[name] = cores.submit(run, [*watcher.under, idioms, name], env=env)
        yield begun


@pytest.mark.parametrize("program", PROGRAMS)
def test_program(program: str, endings: Mapping[str, Ending]) -> None:
    assert endings[program].result().stderr == ""


@pytest.mark.parametrize("name", building.cpp_idiom_names())
def test_idiom(name: str, endings: Mapping[str, Ending]) -> None:
    done = endings[name].result()
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize("runner", RUNNERS)
def test_scenarios(runner: str, watcher: Watcher) -> None:
    program = RUNNERS[runner](watcher.library)
    found = outcomes(watcher.library, program, under=watcher.under, timeout=3600)
    assert {name: outcome.why for name, outcome in found.items() if not outcome.passed} == {}
    assert list(found) == names()


@pytest.mark.parametrize("runner", RUNNERS)
def test_what_must_fail(runner: str, watcher: Watcher) -> None:
    folder = FOLDER / "must-fail"
    found = outcomes(watcher.library, RUNNERS[runner](watcher.library), folder, under=watcher.under, timeout=1800)
    assert list(found) == names(folder)
    assert not any(outcome.passed for outcome in found.values())
