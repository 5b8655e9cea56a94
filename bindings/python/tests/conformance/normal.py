"""The language-free form of everything that the API returns.

Which fields a class has is read from the package's own type stubs, so that a field that is declared is compared.
"""

import ast
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import doorstep

START = datetime(2026, 1, 1, tzinfo=timezone.utc)
STUBS = Path(__file__).resolve().parents[2] / "src" / "doorstep" / "_doorstep.pyi"

STEPS = (
    "PasswordRequired", "CodeRequired", "MethodRequired", "RegistrationRequired", "AttributesRequired",
    "NewPasswordRequired", "Completed", "Denied",
)  # fmt: skip

#: The fields of each class, with their annotations.
FIELDS: dict[str, dict[str, str]] = {
    node.name: {
        line.target.id: ast.unparse(line.annotation)
        for line in node.body
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name)
    }
    for node in ast.parse(STUBS.read_text(encoding="utf-8")).body
    if isinstance(node, ast.ClassDef)
}


def milliseconds(duration: timedelta) -> int:
    """A duration in whole milliseconds."""
    return duration // timedelta(milliseconds=1)


def value(given: object) -> Any:
    """The normal form of a result."""
    match given:
        case None | bool() | int() | str():
            return given
        case datetime():
            return milliseconds(given - START)
        case list() | tuple():
            return [value(item) for item in given]
        case dict():
            return given
        case doorstep.Tenant():
            return {"id": given.id, "name": given.name}
    kind = type(given).__name__
    if kind not in FIELDS:
        raise TypeError(f"{kind} has no normal form")
    normal: dict[str, Any] = {"step": snake(kind)} if kind in STEPS else {}
    for name, annotation in FIELDS[kind].items():
        found = getattr(given, name)
        if "timedelta" in annotation:
            normal[f"{name}_ms"] = None if found is None else milliseconds(found)
        elif found is not None and (annotation == "Denial" or annotation == "Problem | None"):
            word = "denial" if annotation == "Denial" else "problem"
            normal[name] = {word: snake(type(found).__name__), **value(found)}
        else:
            normal[name] = value(found)
    return normal


def error(given: doorstep.Error) -> dict[str, Any]:
    """The normal form of an error."""
    normal = {"code": given.code}
    for name in ("field", "kind", "needs", "path"):
        if getattr(given, name, None) is not None:
            found = getattr(given, name)
            normal[name] = list(found) if isinstance(found, tuple) else found
    return normal


def snake(name: str) -> str:
    """``CodeRequired`` as ``code_required``."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
