"""Which jobs begin by the clock, and when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from chassis.jobs.registry import Door, doors

EPOCH = datetime(2000, 1, 3, tzinfo=UTC)  # a Monday: weekly slots begin on Mondays


@dataclass(frozen=True)
class Schedule:
    """A registered job without parameters, and when it is due."""

    name: str
    every: timedelta
    offset: timedelta

    def slot(self, now: datetime) -> datetime:
        """Return the newest time that was due; older ones that were missed stay missed."""
        return now - (now - EPOCH - self.offset) % self.every


_schedules: dict[str, Schedule] = {}
schedules: Mapping[str, Schedule] = MappingProxyType(_schedules)


def schedule(*, every: timedelta, offset: timedelta = timedelta()) -> Callable[[Door], Door]:
    """Start a job by the clock: `@schedule(every=timedelta(days=1), offset=timedelta(hours=3))`.

    It stands above `@job(…)`. Slots are counted from midnight UTC.
    """

    def register(door: Door) -> Door:
        (name,) = (name for name, each in doors.items() if each is door)
        _schedules[name] = Schedule(name, every, offset)
        return door

    return register
