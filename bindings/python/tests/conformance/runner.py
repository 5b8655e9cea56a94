"""Runs the scenarios of ``tests/conformance/*.json`` against the ``doorstep`` package.

The format is described in ``tests/conformance/README.md``. Nothing is skipped: what the runner does not know is a
:class:`Mismatch`.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import doorstep

from . import calls, normal
from .matching import Mismatch, check

FOLDER = Path(__file__).resolve().parents[4] / "tests" / "conformance"
TENANT = "contoso"
Json = Any


@dataclass(frozen=True)
class Scenario:
    """One scenario, ready to run."""

    name: str
    steps: list[Json]
    engine: dict[str, Json] = field(default_factory=dict)


def load(folder: Path = FOLDER) -> list[Scenario]:
    """Every scenario of a folder, files in the order of their names."""
    scenarios = []
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        only(content, "name", "about", "before", "scenarios")
        if content["name"] != path.stem:
            raise Mismatch(f"{path}: its name must be the file's")
        for one in content["scenarios"]:
            only(one, "name", "engine", "steps")
            steps = [*content.get("before", []), *one["steps"]]
            scenarios.append(Scenario(f"{path.stem}/{one['name']}", steps, one.get("engine", {})))
    if not scenarios:
        raise Mismatch(f"there are no scenarios in {folder}")
    return scenarios


def run(scenario: Scenario, world: World | None = None) -> None:
    """Runs one scenario.

    Raises:
        Mismatch: a step did not do what it should.
    """
    world = world or World(scenario.engine)
    for number, step in enumerate(scenario.steps, 1):
        try:
            world.step(step)
        except Mismatch as why:
            raise Mismatch(f"step {number}: {json.dumps(step)}\n  {why}") from why


def only(given: Mapping[str, Json], *known: str) -> None:
    """Fails on a key that is not known."""
    if unknown := given.keys() - set(known):
        raise Mismatch(f"there is no key {sorted(unknown)} here")


def wrong(code: str) -> str:
    """A code of the same length that differs in its first digit."""
    return f"{(int(code[0]) + 1) % 10}{code[1:]}"


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


OPERATORS = {
    "wrong": wrong,
    "text": lambda parts: "".join(map(str, parts)),
    "slice": lambda operand: operand[0][operand[1] : operand[2]],
}


class World:
    """An engine in memory, a clock that stands still, a mailer that collects."""

    def __init__(self, choice: Mapping[str, Json]) -> None:
        only(choice, "mailer", "limits", "policy_limits", "countries")
        countries = choice.get("countries")
        for address in countries or ():
            if not _is_address(address):
                raise Mismatch(f"{address} is no address")
        self.mails: list[dict[str, Json]] = []
        self.clock = doorstep.ManualClock(normal.START)
        try:
            self.engine = doorstep.Engine(
                ":memory:",
                doorstep.KeyRing.from_bytes(bytes(range(32))),
                mailer=self._collect if choice.get("mailer", True) else None,
                clock=self.clock,
                limits=doorstep.Limits(**dict(calls.limit(*item) for item in choice.get("limits", {}).items())),
                policy_limits=doorstep.PolicyLimits(**choice.get("policy_limits", {})),
                country_lookup=None if countries is None else countries.get,
                deliver_in_background=False,
            )
        except (TypeError, doorstep.Error) as error:
            raise Mismatch(f"the engine does not open: {error}") from error
        tenant = self.engine.create_tenant(TENANT)
        self.saved: dict[str, Json] = {"tenant": {"id": tenant.id, "name": tenant.name}}

    def _collect(self, message: doorstep.Message) -> None:
        self.mails.append(normal.value(message))

    # ---- values

    def resolve(self, value: Json) -> Json:
        """Replaces every reference and operator."""
        match value:
            case str() if value.startswith("$$"):
                return value[1:]
            case str() if value.startswith("$"):
                return self.lookup(value[1:])
            case list():
                return [self.resolve(item) for item in value]
            case dict():
                resolved = {key: self.resolve(item) for key, item in value.items()}
                if len(resolved) == 1 and (word := next(iter(resolved))) in OPERATORS:
                    return OPERATORS[word](resolved[word])
                return resolved
        return value

    def lookup(self, path: str, within: Json = None) -> Json:
        """A dotted path into what was saved; a number is a place in a list."""
        found = self.saved if within is None else within
        for part in path.split("."):
            try:
                found = found[int(part)] if isinstance(found, list) else found[part]
            except (KeyError, IndexError, ValueError, TypeError):
                raise Mismatch(f"there is no ${path}") from None
        return found

    # ---- steps

    def step(self, step: Mapping[str, Json]) -> None:
        """Runs one step."""
        step = {key: value for key, value in step.items() if key != "note"}
        kinds = [kind for kind in ("call", "advance_ms", "deliver", "mail", "repeat", "same") if kind in step]
        if len(kinds) != 1:
            raise Mismatch("a step is of exactly one kind")
        getattr(self, f"_{kinds[0]}")(step)

    def _advance_ms(self, step: Mapping[str, Json]) -> None:
        only(step, "advance_ms")
        self.clock.advance(timedelta(milliseconds=step["advance_ms"]))

    def _deliver(self, step: Mapping[str, Json]) -> None:
        only(step, "deliver", "expect")
        report = normal.value(self.engine.deliver_mail())
        if "expect" in step:
            check(step["expect"], report, "report")

    def _repeat(self, step: Mapping[str, Json]) -> None:
        only(step, "repeat", "steps")
        for number in range(1, step["repeat"] + 1):
            self.saved["n"] = number
            for inner in step["steps"]:
                self.step(inner)

    def _same(self, step: Mapping[str, Json]) -> None:
        only(step, "same", "except")
        left, right = self.resolve(step["same"])
        if left.keys() != right.keys():
            raise Mismatch(f"{left} and {right} have different keys")
        for key in left:
            free = key in step.get("except", ())
            if type(left[key]) is not type(right[key]) or (not free and left[key] != right[key]):
                raise Mismatch(f"{key} differs: {left[key]!r} and {right[key]!r}")

    def _mail(self, step: Mapping[str, Json]) -> None:
        only(step, "mail")
        wanted = self.resolve(step["mail"])
        only(wanted, "to", "count", "save_code", "purpose", "code", "locale", "sender", "sender_name")
        there = [mail for mail in self.mails if mail["to"] == wanted["to"]]
        if "count" in wanted:
            check(wanted["count"], len(there), "count")
        if wanted.keys() <= {"to", "count"}:
            return
        if not there:
            raise Mismatch(f"there is no mail to {wanted['to']}")
        for key in wanted.keys() - {"to", "count", "save_code"}:
            check(wanted[key], there[-1][key], key)
        if "save_code" in wanted:
            self.saved[wanted["save_code"]] = there[-1]["code"]

    def _call(self, step: Mapping[str, Json]) -> None:
        only(step, "call", "args", "tenant", "as", "app", "save", "expect", "error")
        args = self.resolve(step.get("args", {}))
        try:
            result = normal.value(self._dispatch(step, args))
        except doorstep.Error as error:
            if "error" not in step:
                raise Mismatch(f"failed with {error!r}") from error
            if "code" not in step["error"]:
                raise Mismatch("an expected error has a code") from error
            check(self.resolve(step["error"]), normal.error(error), "error")
            return
        except TypeError as error:
            raise Mismatch(f"cannot be called like this: {error}") from error
        if "error" in step:
            raise Mismatch(f"gave {result!r} instead of an error")
        if "expect" in step:
            check(self.resolve(step["expect"]), result, "result")
        match step.get("save"):
            case str(name):
                self.saved[name] = result
            case dict(names):
                self.saved |= {name: self.lookup(path, result) for name, path in names.items()}

    def _dispatch(self, step: Mapping[str, Json], args: dict[str, Json]) -> object:
        name = step["call"]
        if name.startswith("engine."):
            return calls.call(calls.ENGINE, self.engine, name, args)
        if name.startswith("templates."):
            return calls.call(calls.TEMPLATES, None, name, args)
        tenant = self.engine.tenant(self.resolve(step.get("tenant", TENANT)))
        if name.startswith("app."):
            only(step, "call", "args", "tenant", "app", "save", "expect", "error")
            app = tenant.app(self.resolve(step.get("app", "$app.client_id")))
            return calls.call(calls.APP, app, name, args)
        if "as" in step:
            tenant = tenant.acting_as(self.resolve(step["as"]))
        return calls.call(calls.TENANT, tenant, name, args)

