"""Cases of policies and sign-ins, judged without an engine by C and by C++, against the verdicts in the files."""

from __future__ import annotations

import functools
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from building import CPP, ROOT, TESTS, Library, compiled

FILES = sorted((ROOT / "tests" / "policies").glob("evaluate-*.json"))

PROGRAMS = {"C": (TESTS / "evaluate.c", "c11"), "C++": (CPP / "evaluate.cpp", "c++17")}


@functools.cache
def program(language: str, library: Library) -> Path:
    source, standard = PROGRAMS[language]
    return compiled(f"evaluate-{standard}", [source], library, standard=standard)


def judged(program: Path, cases: list[Any]) -> list[Any]:
    """The verdicts on each case."""
    given = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run([program], input=given, capture_output=True, text=True, timeout=600, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_there_are_vectors() -> None:
    assert FILES


@pytest.mark.parametrize("language", PROGRAMS)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_case_is_judged_as_it_should_be(file: Path, language: str, library: Library) -> None:
    vectors = json.loads(file.read_text())
    found = judged(program(language, library), [vector["case"] for vector in vectors])
    assert len(found) == len(vectors) > 0
    for vector, verdicts in zip(vectors, found, strict=True):
        assert verdicts == vector["verdicts"], vector["name"]


@pytest.mark.parametrize("language", PROGRAMS)
def test_what_is_no_case_is_said_in_the_answer(language: str, library: Library) -> None:
    (verdict,) = judged(program(language, library), [[1, 2]])
    assert verdict["error"]["field"] == "$"
