"""Every conformance scenario, and those that must fail."""

import pytest

from .matching import Mismatch
from .runner import FOLDER, Scenario, load, run

SCENARIOS = load()
BROKEN = load(FOLDER / "must-fail")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario) -> None:
    run(scenario)


@pytest.mark.parametrize("scenario", BROKEN, ids=lambda scenario: scenario.name)
def test_what_must_fail_fails(scenario: Scenario) -> None:
    with pytest.raises(Mismatch):
        run(scenario)
