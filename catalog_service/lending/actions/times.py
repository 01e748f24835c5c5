"""At which times gear may be promised and out."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from catalog_service.lending import errors, selectors
from catalog_service.lending.models import Policy

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


def refuse_closed_start(starts_at: datetime, rules: Iterable[Policy]) -> None:
    """Refuse a beginning at which nobody is there to hand it out."""
    for rule in rules:
        if not rule.is_open(starts_at):
            raise _closed(rule, starts_at, "starts_at")


def refuse_closed_end(ends_at: datetime, rules: Iterable[Policy], *, attr: str) -> None:
    """Refuse an end at which nobody is there to take it back."""
    for rule in rules:
        if not rule.takes_back(ends_at):
            raise _closed(rule, ends_at, attr)


def refuse_too_long(
    starts_at: datetime, ends_at: datetime, rules: Iterable[Policy], *, attr: str
) -> None:
    """Refuse a time that is longer than anybody may have it."""
    for rule in rules:
        latest = rule.latest_end(starts_at)
        if latest and ends_at > latest:
            days = rule.longest_days or 0
            raise errors.TooLong(str(rule), days, selectors.wire(latest), attr=attr)


def until(ends_at: datetime, rules: Iterable[Policy]) -> datetime:
    """Return until when gear is kept: it stays at the desk for a while before it goes out again."""
    return ends_at + selectors.longest_buffer(rules)


def _closed(rule: Policy, at: datetime, attr: str) -> errors.IsClosed:
    again = rule.next_open(at)
    hours = f"{rule.opening_hours or 'closed days'}, {rule.time_zone}"
    return errors.IsClosed(str(rule), hours, selectors.wire(again) if again else None, attr=attr)
