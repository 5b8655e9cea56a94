"""Runs the C conformance runner and reads what it prints."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from building import ROOT, Failed, Library, run

FOLDER = ROOT / "tests" / "conformance"


@dataclass(frozen=True)
class Outcome:
    passed: bool
    why: str


def names(folder: Path = FOLDER) -> list[str]:
    """Every scenario of a folder, as file/name, read without the runner."""
    found = []
    for file in sorted(folder.glob("*.json")):
        content = json.loads(file.read_text())
        found += [f"{content['name']}/{scenario['name']}" for scenario in content["scenarios"]]
    return found


def outcomes(
    library: Library,
    program: Path,
    folder: Path = FOLDER,
    *,
    under: Sequence[str] = (),
    timeout: float = 600,
) -> dict[str, Outcome]:
    """What became of each scenario. Any ending but the runner's own is a failure of everything."""
    done = run([*under, program, folder], env=library.env, timeout=timeout, status=None)
    found = {}
    for line in done.stdout.splitlines():
        outcome = json.loads(line)
        found[outcome["scenario"]] = Outcome(outcome["passed"], outcome["why"])
    expected = 0 if all(outcome.passed for outcome in found.values()) else 1
    if not found or done.returncode != expected:
        raise Failed(f"the runner ended with {done.returncode} after {len(found)} scenarios:\n{done.stderr[-8000:]}")
    return found
