"""Records that convert a field when it is first read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

blank, put = object.__new__, object.__setattr__


class Lazy:
    """The base of a frozen dataclass with slots that the native module makes with nothing but ``_source`` in it.

    A record that was made by its constructor, copied or unpickled has every field and no ``_source``.
    """

    __slots__ = ("_source",)

    if not TYPE_CHECKING:  # it would let every name pass

        def __getattr__(self, name: str) -> Any:
            """Called for a slot that is empty: fills it."""
            if name == "_source":
                raise AttributeError(name)
            return self._source.fill(self, name)
