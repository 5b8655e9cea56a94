"""Every conformance scenario through the C header, and those that must fail."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from building import Library, conformance
from scenarios import FOLDER, Outcome, names, outcomes

SCENARIOS = names()
BROKEN = names(FOLDER / "must-fail")

Outcomes = Mapping[str, Outcome]


@pytest.fixture(scope="module")
def found(library: Library) -> Outcomes:
    return outcomes(library, conformance(library))


@pytest.fixture(scope="module")
def found_broken(library: Library) -> Outcomes:
    return outcomes(library, conformance(library), FOLDER / "must-fail")


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
