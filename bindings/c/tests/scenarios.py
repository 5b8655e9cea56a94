"""Runs a conformance runner, one process a core, and reads what they print."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

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
    with TemporaryDirectory() as shares, ThreadPoolExecutor(os.cpu_count()) as cores:
        found: dict[str, Outcome] = {}
        for outcome in cores.map(
            lambda share: share_outcomes(library, [*under, program, share], timeout), divided(folder, Path(shares))
        ):
            found |= outcome
    place = {name: at for at, name in enumerate(names(folder))}
    return dict(sorted(found.items(), key=lambda one: place.get(one[0], len(place))))


def divided(folder: Path, shares: Path) -> list[Path]:
    """Folders with the files of one dealt out among them, the largest first: some more than cores, since files differ."""
    files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_size, reverse=True)
    made = [shares / str(at) for at in range(min(len(files), 4 * (os.cpu_count() or 1)))]
    for share in made:
        share.mkdir()
    for at, file in enumerate(files):
        (made[at % len(made)] / file.name).symlink_to(file)
    return made


def share_outcomes(library: Library, command: Sequence[str | Path], timeout: float) -> dict[str, Outcome]:
    done = run(command, env=library.env, timeout=timeout, status=None)
    found = {}
    for line in done.stdout.splitlines():
        outcome = json.loads(line)
        found[outcome["scenario"]] = Outcome(outcome["passed"], outcome["why"])
    expected = 0 if all(outcome.passed for outcome in found.values()) else 1
    if not found or done.returncode != expected:
        raise Failed(f"the runner ended with {done.returncode} after {len(found)} scenarios:\n{done.stderr[-8000:]}")
    return found
