"""The language-free form of everything that the API returns.

Results are dataclasses; every field of theirs is part of the form.
"""

import dataclasses
import re
from datetime import datetime, timedelta, timezone
from typing import Any

import doorstep

START = datetime(2026, 1, 1, tzinfo=timezone.utc)

STEPS = (
    "PasswordRequired", "CodeRequired", "MethodRequired", "RegistrationRequired", "AttributesRequired",
    "NewPasswordRequired", "TermsRequired", "Completed", "Denied",
)  # fmt: skip


def milliseconds(duration: timedelta) -> int:
    """A duration in whole milliseconds."""
    return duration // timedelta(milliseconds=1)


def value(given: object) -> Any:
    """The normal form of a result."""
    match given:
        case None | bool() | int() | str():
            return given
        case timedelta():  # a frequency; durations by names that end in _ms are below
            return given // timedelta(hours=1)
        case datetime():
            return milliseconds(given - START)
        case list() | tuple():
            return [value(item) for item in given]
        case dict():
            return {str(key): item for key, item in given.items()}
        case doorstep.Tenant():
            return {"id": given.id, "name": given.name}
    if not dataclasses.is_dataclass(given):
        raise TypeError(f"{given!r} has no normal form")
    kind = type(given).__name__
    normal: dict[str, Any] = {"step": snake(kind)} if kind in STEPS else {}
    for field in dataclasses.fields(given):
        name, annotation, found = field.name.removeprefix("_"), str(field.type), getattr(given, field.name)
        if "timedelta" in annotation:
            normal[f"{name}_ms"] = None if found is None else milliseconds(found)
        elif found is not None and (annotation == "Denial" or annotation == "Problem | None"):
            word = "denial" if annotation == "Denial" else "problem"
            normal[name] = {word: snake(type(found).__name__), **value(found)}
        else:
            normal[name] = value(found)
    return normal


# Arguments that are a `timedelta` here and a number of milliseconds in the scenarios.
DURATIONS = {"code_lifetime", "resend_after", "session_idle", "session_lifetime"}


def error(given: doorstep.Error) -> dict[str, Any]:
    """The normal form of an error."""
    normal = {"code": given.code}
    for name in ("field", "kind", "needs", "path"):
        if getattr(given, name, None) is not None:
            found = getattr(given, name)
            normal[name] = list(found) if isinstance(found, tuple) else found
    if normal.get("field") in DURATIONS:
        normal["field"] += "_ms"
    return normal


def snake(name: str) -> str:
    """``CodeRequired`` as ``code_required``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
