"""Between Python's times and the core's milliseconds since the Unix epoch."""

from datetime import datetime, timedelta, timezone

from ._errors import InvalidArgument

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MILLISECOND = timedelta(milliseconds=1)


def at(milliseconds: int) -> datetime:
    """A time in UTC; one beyond Python's calendar becomes its last."""
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return datetime.max.replace(tzinfo=timezone.utc)


def span(milliseconds: int) -> timedelta:
    """A duration; one beyond Python's longest becomes that."""
    try:
        return timedelta(milliseconds=milliseconds)
    except OverflowError:
        return timedelta.max


def milliseconds(value: datetime | timedelta) -> int:
    """Milliseconds of a duration, or since the epoch of a time that knows its zone."""
    if isinstance(value, timedelta):
        return value // _MILLISECOND
    if not isinstance(value, datetime):
        raise TypeError(f"expected datetime or timedelta, not {type(value).__name__}")
    if value.tzinfo is None:
        raise InvalidArgument("a time needs a time zone", field="time", reason="a time needs a time zone")
    return (value - _EPOCH) // _MILLISECOND
