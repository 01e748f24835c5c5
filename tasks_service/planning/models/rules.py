"""When something comes round: a rule of RFC 5545, by the clock on the wall of a place.

A time that the wall skips in spring comes an hour later; one that it shows twice in autumn comes
the first time only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it has no types

from chassis.zones import NoSuchZone, zone
from tasks_service.planning.models import parts
from tasks_service.planning.models.parts import NotARule

LONGEST = 200  # characters
FAR = timedelta(days=3653)  # a rule that does not come round in ten years never does


@dataclass(frozen=True)
class Rule:
    """How something comes round, from a first moment on."""

    text: str
    zone: str
    starts_at: datetime

    def check(self) -> None:
        """Raise NotARule for what cannot be understood, and for what never comes round."""
        self._place  # noqa: B018
        parts.check(self._parts)
        if self.first(since=self.starts_at) is None:
            raise NotARule("This does not come round within ten years.")

    def first(self, *, since: datetime) -> datetime | None:
        """Return the first moment of the rule at or after some moment."""
        begin = max(since, self.starts_at)
        slots = self._slots(self._wall(self.starts_at), until=begin + FAR)
        return next((slot for slot in slots if slot >= begin), None)

    def after(self, slot: datetime) -> Iterator[datetime]:
        """Go through the moments after one of them, without counting from the beginning."""
        slots = self._slots(self._same_day(slot), until=slot + FAR)
        return (each for each in slots if each > slot)

    def since_done(self, at: datetime) -> datetime | None:
        """Return the next moment if one was done at some moment, and the rule counts from then."""
        again = self._same_day(at)
        done = max(at, self._instant(again))
        slots = self._slots(again, until=done + FAR)
        return next((slot for slot in slots if slot > done), None)

    def _slots(self, wall: datetime, *, until: datetime) -> Iterator[datetime]:
        """Go through the moments from a time on the wall on, each once."""
        # A rule that never comes round is followed to the year 9999. The calendar is the same
        # every 400 years: as late as can be, that is soon.
        later = (9999 - wall.year) // 400 * 400
        try:
            rule = rrulestr(self.text, dtstart=wall.replace(year=wall.year + later))
        except (ValueError, TypeError) as error:
            raise NotARule("This is no RRULE of RFC 5545.") from error
        before = None
        for each in rule:
            slot = self._instant(each.replace(year=each.year - later))
            if slot > until:
                return
            if before is None or slot > before:
                yield slot
                before = slot

    def _same_day(self, moment: datetime) -> datetime:
        """Return a moment's day, at the hour at which the rule begins to count."""
        hour = self._wall(self.starts_at).time()
        if "BYHOUR" in self._parts:
            hour = time(0, hour.minute, hour.second)
        return datetime.combine(self._wall(moment), hour)

    def _wall(self, moment: datetime) -> datetime:
        return moment.astimezone(self._place).replace(tzinfo=None, fold=0)

    def _instant(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self._place).astimezone(UTC)

    @cached_property
    def _place(self) -> ZoneInfo:
        try:
            return zone(self.zone)
        except NoSuchZone as error:
            raise NotARule(f"There is no time zone {self.zone}.") from error

    @cached_property
    def _parts(self) -> dict[str, str]:
        return parts.parts_of(self.text)
