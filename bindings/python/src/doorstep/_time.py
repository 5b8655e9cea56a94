"""Between Python's times and the core's milliseconds since the Unix epoch."""

from datetime import datetime, timedelta, timezone

from ._errors import InvalidArgument

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MILLISECOND = timedelta(milliseconds=1)


def at(milliseconds: int) -> datetime:
    """A time in UTC; one beyond Python's calendar becomes its last."""
    try:
        return _EPOCH + milliseconds * _MILLISECOND  # half the time that timedelta(milliseconds=…) takes
    except OverflowError:
        return datetime.max.replace(tzinfo=timezone.utc)


def span(milliseconds: int) -> timedelta:
    """A duration; one beyond Python's longest becomes that."""
    try:
        return milliseconds * _MILLISECOND
    except OverflowError:
        return timedelta.max


def moment(value: datetime, field: str) -> int:
    """Milliseconds since the epoch of a time that knows its zone; ``field`` is the argument it was given as."""
    if not isinstance(value, datetime):
        raise TypeError(f"{field}: expected datetime, not {type(value).__name__}")
    if value.utcoffset() is None:
        reason = "must be a datetime with a time zone"
        raise InvalidArgument(f"{field}: {reason}", field=field, reason=reason)
    return (value - _EPOCH) // _MILLISECOND


def duration(value: timedelta, field: str) -> int:
    """Milliseconds of a duration; ``field`` is the argument it was given as."""
    if not isinstance(value, timedelta):
        raise TypeError(f"{field}: expected timedelta, not {type(value).__name__}")
    return value // _MILLISECOND
