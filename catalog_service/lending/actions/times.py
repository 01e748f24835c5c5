"""At which times gear may be promised and out."""

from datetime import datetime, timedelta

from catalog_service.lending import errors

GRACE = timedelta(minutes=5)  # who begins now has read the clock some time ago, or another clock
FARTHEST = timedelta(days=5 * 366)


def refuse_odd(starts_at: datetime, ends_at: datetime, *, at: datetime) -> None:
    """Refuse a time that ends before it begins, is over already, or is years away."""
    if ends_at <= starts_at:
        raise errors.EndsBeforeStart(attr="ends_at")
    refuse_end(ends_at, at=at, attr="ends_at")


def refuse_start(starts_at: datetime, *, at: datetime) -> None:
    """Refuse a beginning that was before now."""
    if starts_at < at - GRACE:
        raise errors.StartsInThePast(attr="starts_at")


def refuse_end(ends_at: datetime, *, at: datetime, attr: str) -> None:
    """Refuse an end that was before now, or is years away."""
    if ends_at <= at:
        raise errors.EndsInThePast(attr=attr)
    if ends_at > at + FARTHEST:
        raise errors.TooFarAhead(attr=attr)
