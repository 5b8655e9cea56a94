"""Every conformance scenario, and those that must fail. Nothing that comes back shows a secret."""

import pytest

from .canary import Canary, spellings
from .matching import Mismatch
from .runner import FOLDER, Scenario, load, run

SCENARIOS = load()
BROKEN = load(FOLDER / "must-fail")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario) -> None:
    canary = Canary(scenario.engine)
    run(scenario, canary)
    assert canary.found() == []


def test_a_secret_that_shows_is_found() -> None:
    for spelling in spellings("correct horse battery"):
        canary = Canary({})
        canary.secrets.add("correct horse battery")
        assert canary.found() == []
        canary.show([f"<{spelling}>"])
        assert canary.found() == ["correct horse battery"]


@pytest.mark.parametrize("scenario", BROKEN, ids=lambda scenario: scenario.name)
def test_what_must_fail_fails(scenario: Scenario) -> None:
    with pytest.raises(Mismatch):
        run(scenario)
