"""The C++ header: what it covers, how it compiles, its idioms, and every conformance scenario through it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import building
from building import CPP, INCLUDE, Library
from scenarios import FOLDER, Outcome, names, outcomes

HEADERS = sorted(path.relative_to(INCLUDE) for path in INCLUDE.rglob("*.hpp"))
STRICT = ("-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror")

SCENARIOS = names()
BROKEN = names(FOLDER / "must-fail")

# What C++ has in another way: an error tells its code by its status, and records are copied by the compiler.
NOT_NEEDED = {"doorstep_error_code", "doorstep_error_status", "doorstep_session_copy"}

IDIOMS = building.cpp_idiom_names()

Outcomes = Mapping[str, Outcome]


def c_code() -> str:
    return re.sub(r"/\*.*?\*/", "", (INCLUDE / "doorstep.h").read_text(), flags=re.S)


def cpp_words() -> set[str]:
    return {word for header in HEADERS for word in re.findall(r"\w+", (INCLUDE / header).read_text())}


def test_everything_in_the_c_header_is_there() -> None:
    code, words = c_code(), cpp_words()
    functions = set(re.findall(r"^[^#\n]*?\b(doorstep_\w+)\(", code, re.M))
    numbers = set(re.findall(r"\b(DOORSTEP_[A-Z0-9_]+) = ", code))
    fields = {
        name
        for struct in re.findall(r"typedef struct doorstep_\w+ \{(.*?)\}", code, re.S)
        for name in re.findall(r"(\w+);", struct)
    }
    assert len(functions) > 350 and len(numbers) > 100 and len(fields) > 60
    assert functions - words == NOT_NEEDED
    assert numbers - words == set()
    assert fields - words - {"reserved"} == set()


@pytest.mark.parametrize("exceptions", [(), ("-fno-exceptions", "-fno-rtti")], ids=["throwing", "returning"])
@pytest.mark.parametrize("standard", ["c++17", "c++20"])
@pytest.mark.parametrize("compiler", ["g++", "clang++"])
def test_it_compiles_cleanly(compiler: str, standard: str, exceptions: tuple[str, ...], tmp_path: Path) -> None:
    building.installed(f"/usr/bin/{compiler}", "clang" if compiler == "clang++" else "g++")
    source = tmp_path / "empty.cpp"
    source.write_text("#include <doorstep.hpp>\nint main() { return 0; }\n")
    building.run([compiler, f"-std={standard}", *STRICT, *exceptions, "-I", INCLUDE, "-c", source, "-o", "/dev/null"])


@pytest.mark.parametrize("header", HEADERS, ids=str)
def test_each_header_stands_alone(header: Path, tmp_path: Path) -> None:
    source = tmp_path / "alone.cpp"
    source.write_text(f"#include <{header}>\n#include <{header}>\n")
    building.run(["g++", "-std=c++17", *STRICT, "-I", INCLUDE, "-fsyntax-only", source])


@pytest.fixture(scope="module")
def idioms(library: Library) -> Path:
    return building.cpp_idioms(library)


@pytest.mark.parametrize("name", IDIOMS)
def test_idiom(name: str, library: Library, idioms: Path) -> None:
    done = library.run(idioms, name, timeout=60)
    assert (done.stdout, done.stderr) == ("", "")


def test_an_unknown_idiom_fails(library: Library, idioms: Path) -> None:
    assert library.run(idioms, "a_test_that_is_not_there", status=2).stderr == "there is no such test\n"


def test_one_program_holds_both_ways(library: Library) -> None:
    folder = CPP / "without"
    plain = building.BUILT / "without.o"
    building.run(
        ["g++", "-std=c++17", "-O1", *STRICT, "-fno-exceptions", "-fno-rtti", "-I", INCLUDE, "-c",
         folder / "without.cpp", "-o", plain]
    )  # fmt: skip
    program = building.compiled("without", [folder / "main.cpp", folder / "with.cpp", plain], library, standard="c++17")
    assert library.run(program).stdout == "without 0, with 0, handles 0\n"


def test_the_value_of_a_failed_call_ends_the_program(library: Library) -> None:
    program = building.compiled("unwrap", [CPP / "without" / "unwrap.cpp"], library, standard="c++17")
    done = library.run(program, status=-6)
    assert done.stderr.startswith("doorstep: the value of a failed call was used: ")


@pytest.fixture(scope="module")
def runner(library: Library) -> Path:
    return building.cpp_conformance(library)


@pytest.fixture(scope="module")
def found(library: Library, runner: Path) -> Outcomes:
    return outcomes(library, runner)


@pytest.fixture(scope="module")
def found_broken(library: Library, runner: Path) -> Outcomes:
    return outcomes(library, runner, FOLDER / "must-fail")


def test_nothing_is_skipped(found: Outcomes, found_broken: Outcomes) -> None:
    assert list(found) == SCENARIOS
    assert list(found_broken) == BROKEN


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(name: str, found: Outcomes) -> None:
    assert found[name] == Outcome(True, "")


@pytest.mark.parametrize("name", BROKEN)
def test_what_must_fail_fails(name: str, found_broken: Outcomes) -> None:
    assert not found_broken[name].passed
    assert found_broken[name].why
