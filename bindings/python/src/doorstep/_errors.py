"""Exceptions: what the host or the environment causes. What a person causes is a step, never one of these."""

from __future__ import annotations

from typing import Any, ClassVar


class Error(Exception):
    """Base of every exception of this package."""

    code: ClassVar[str] = "internal"
    """The stable code, the same in every language."""
    number: ClassVar[int] = 90
    """The stable number, the same in every language."""


class InvalidArgument(Error, ValueError):
    """An argument is not acceptable."""

    code = "invalid_argument"
    number = 20

    def __init__(self, message: str = "", *, field: str = "", reason: str = "") -> None:
        super().__init__(message)
        self.field = field
        """The argument, or the path inside it, as in ``attributes[2].pattern``."""
        self.reason = reason
        """What is expected of it."""


class NotFound(Error, LookupError):
    """No such thing in this tenant; another tenant's is answered the same."""

    code = "not_found"
    number = 21

    def __init__(self, message: str = "", *, kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        """What was looked for: ``user``, ``policy``, …"""


class AlreadyExists(Error):
    """Something with this name, address or subject exists already."""

    code = "already_exists"
    number = 22

    def __init__(self, message: str = "", *, kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        """What exists."""


class Forbidden(Error, PermissionError):
    """The acting user holds none of the roles that this call needs."""

    code = "forbidden"
    number = 23

    def __init__(self, message: str = "", *, needs: list[str] | None = None) -> None:
        super().__init__(message)
        self.needs = needs or []
        """The roles of which one would do, by display name."""


class PolicyInvalid(Error, ValueError):
    """A policy, flow or method document breaks a rule."""

    code = "policy_invalid"
    number = 30

    def __init__(self, message: str = "", *, path: str = "", reason: str = "") -> None:
        super().__init__(message)
        self.path = path
        """Path of the field, as in ``conditions.users.includeUsers[0]``."""
        self.reason = reason
        """The rule."""


class PolicyUnsupported(Error):
    """A policy uses what cannot be evaluated here; it may only be stored disabled."""

    code = "policy_unsupported"
    number = 31

    def __init__(self, message: str = "", *, path: str = "") -> None:
        super().__init__(message)
        self.path = path
        """Path of the first such field."""


class _WithReason(Error):
    def __init__(self, message: str = "", *, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        """What was found; safe to log."""


class IncompatibleDatabase(_WithReason):
    """The file is not a Doorstep database, or a newer version wrote it."""

    code = "incompatible_database"
    number = 40


class KeyUnavailable(_WithReason):
    """The key could not be read from where it was said to be."""

    code = "key_unavailable"
    number = 41


class KeyMismatch(Error):
    """The database was created with another key."""

    code = "key_mismatch"
    number = 42


class StorageError(Error):
    """The storage layer failed."""

    code = "storage"
    number = 43

    def __init__(self, message: str = "", *, kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind
        """The kind of failure, as SQLite words it."""


class StorageFull(Error):
    """The disk is full; nothing was written."""

    code = "storage_full"
    number = 44


class OutcomeUnknown(Error):
    """Storage failed while committing: the change may or may not have been made."""

    code = "outcome_unknown"
    number = 45


class Busy(Error):
    """Another writer, or every hashing slot, was taken for longer than the wait allows."""

    code = "busy"
    number = 46


class MailError(_WithReason):
    """A message could not be composed or handed over."""

    code = "mail"
    number = 50


class InternalError(_WithReason):
    """A bug in Doorstep. Please report it."""

    code = "internal"
    number = 90


_CLASSES: dict[str, type[Error]] = {
    cls.code: cls
    for cls in (
        InvalidArgument, NotFound, AlreadyExists, Forbidden, PolicyInvalid, PolicyUnsupported, IncompatibleDatabase,
        KeyUnavailable, KeyMismatch, StorageError, StorageFull, OutcomeUnknown, Busy, MailError, InternalError,
    )
}


def make(code: str, number: int, message: str, details: dict[str, Any]) -> Error:
    """The exception for an error of the core. ``number`` is checked by the tests."""
    return _CLASSES[code](message, **details)
