"""Compares what a step expects with what came back."""

from typing import Any

MATCHERS = ("any", "length", "contains", "not")


class Mismatch(AssertionError):
    """A scenario did not go as it should, or breaks the format."""


def check(expected: Any, actual: Any, at: str) -> None:
    """Says where ``actual`` differs from ``expected``."""
    match expected:
        case dict() if len(expected) == 1 and next(iter(expected)) in MATCHERS:
            _special(*next(iter(expected.items())), actual, at)
        case dict() if isinstance(actual, dict):
            for key, value in expected.items():
                if key not in actual:
                    raise Mismatch(f"{at}.{key} is missing from {sorted(actual)}")
                check(value, actual[key], f"{at}.{key}")
        case list() if isinstance(actual, list):
            if len(expected) != len(actual):
                raise Mismatch(f"{at} has {len(actual)} items, not {len(expected)}: {actual}")
            for index, (one, other) in enumerate(zip(expected, actual, strict=True)):
                check(one, other, f"{at}[{index}]")
        case _ if type(expected) is not type(actual) or expected != actual:
            raise Mismatch(f"{at} is {actual!r}, not {expected!r}")


def _special(word: str, operand: Any, actual: Any, at: str) -> None:
    match word, operand:
        case "any", True:
            good = actual is not None
        case "length", int():
            good = isinstance(actual, list) and len(actual) == operand
        case "contains", list():
            good = isinstance(actual, list) and all(any(_fits(one, item) for item in actual) for one in operand)
        case "not", _:
            good = not _fits(operand, actual)
        case _:
            raise Mismatch(f"{at}: the matcher {word} does not take {operand!r}")
    if not good:
        raise Mismatch(f"{at} is {actual!r}, not {word} {operand!r}")


def _fits(expected: Any, actual: Any) -> bool:
    try:
        check(expected, actual, "it")
    except Mismatch:
        return False
    return True
