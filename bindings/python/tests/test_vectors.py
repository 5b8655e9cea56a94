"""The language-free vectors of ``tests/policies/evaluate-*.json``: each case gives exactly the verdicts that it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import doorstep
import pytest

FOLDER = Path(__file__).parents[3] / "tests" / "policies"
FILES = sorted(FOLDER.glob("evaluate-*.json"))
VECTORS = [
    pytest.param(vector, id=f"{file.stem}: {vector['name']}")
    for file in FILES
    for vector in json.loads(file.read_text(encoding="utf-8"))
]


def test_there_are_vectors() -> None:
    assert FILES and VECTORS


@pytest.mark.parametrize("vector", VECTORS)
def test_vector(vector: dict[str, Any]) -> None:
    assert vector.keys() == {"name", "case", "verdicts"}
    assert json.loads(doorstep.evaluate(json.dumps(vector["case"]))) == vector["verdicts"]
    assert doorstep.evaluate(vector["case"]) == vector["verdicts"]
