"""Records that convert a field when it is first read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

_T = TypeVar("_T", bound="Lazy")


class Lazy:
    """The base of a frozen dataclass with slots whose fields may be empty: read, they are filled from ``_source``.

    A record that was made by its constructor, copied or unpickled has every field and no ``_source``.
    """

    __slots__ = ("_source",)

    if not TYPE_CHECKING:  # it would let every name pass

        def __getattr__(self, name: str) -> Any:
            if name == "_source" or name not in self.__dataclass_fields__:
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            value = self._source.field(name)
            object.__setattr__(self, name, value)
            return value


def make(cls: type[_T], source: object) -> _T:
    """A record with nothing filled in yet."""
    record = object.__new__(cls)
    object.__setattr__(record, "_source", source)
    return record
