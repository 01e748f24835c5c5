"""The columns of a calendar: days, or the hours of one, as clocks on walls have them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.utils import timezone

from catalog_service.gear.models import Asset
from catalog_service.lending.selectors import Amounts, Availability, Span, policies_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

Times = TypeVar("Times", bound=Span)


@dataclass(frozen=True)
class Slot(Span):
    """A day, of 23 to 25 hours, or an hour."""

    @property
    def date(self) -> date:
        """The day that it is, or is of."""
        return self.starts_at.date()

    def part_of(self, spans: Iterable[Times]) -> list[Times]:
        """Return those that have a moment in common with it."""
        return [
            each
            for each in spans
            if each.starts_at < self.ends_at and each.ends_at > self.starts_at
        ]


def slots_from(
    first: date, days: int, zone: tzinfo, opened: Sequence[Iterable[Span]]
) -> Sequence[Slot]:
    """Return so many days; of one day its hours, from the first to the last that is open."""
    if days > 1:
        return days_from(first, days, zone)
    hours, spans = hours_of(first, zone), [span for each in opened for span in each]
    used = [number for number, hour in enumerate(hours) if hour.part_of(spans)]
    return hours[used[0] : used[-1] + 1] if used else hours


def days_from(first: date, count: int, zone: tzinfo) -> list[Slot]:
    """Return so many days."""
    dates = [first + timedelta(days=number) for number in range(count + 1)]
    midnights = [datetime.combine(each, time(), zone) for each in dates]
    return [Slot(*each) for each in pairwise(midnights)]


def hours_of(day: date, zone: tzinfo) -> list[Slot]:
    """Return the hours of a day: of one on which clocks change, those that there are."""
    [whole] = days_from(day, 1, zone)
    at, end, hours = whole.starts_at.astimezone(UTC), whole.ends_at.astimezone(UTC), []
    while at < end:
        hours.append(Slot(at.astimezone(zone), (at + HOUR).astimezone(zone)))
        at += HOUR
    return hours


def around(first: date, count: int) -> tuple[datetime, datetime]:
    """Return a time in which so many days are, wherever on Earth they begin."""
    begin = datetime.combine(first, time(), UTC)
    return begin - DAY, begin + (count + 1) * DAY


def shared_zone(known: Iterable[Availability | Amounts]) -> tzinfo:
    """Return the time zone of the places of some gear if it is one, or else the reader's."""
    zones = {zone for each in known for zone in each.time_zones or ("",)}
    one = zones.pop() if len(zones) == 1 else ""
    return ZoneInfo(one) if one else timezone.get_current_timezone()


def zone_of(asset: Asset) -> tzinfo:
    """Return the time zone of the place to which an asset belongs, or else the reader's."""
    zones = [policy.time_zone for policy in policies_of([asset.pk], [])]
    return ZoneInfo(zones[0]) if zones else timezone.get_current_timezone()
