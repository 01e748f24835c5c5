"""The figures of a report: of all tasks, or of those that somebody sees."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from tasks_service.work.models import Asset, Person, Status, Task, TimeEntry

MOST = 200  # lines by gear, and by person


@dataclass(frozen=True)
class While:
    """Days, from one to another and with both, as they are in a place."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def begins_at(self) -> datetime:
        """When the first day begins."""
        return datetime.combine(self.first, time(), self.zone)

    @property
    def ends_at(self) -> datetime:
        """When the day after the last one begins."""
        return datetime.combine(self.last + timedelta(days=1), time(), self.zone)


@dataclass
class Line:
    """What came of somebody's tasks, or of those about a thing."""

    name: str
    done: int = 0
    open: int = 0
    overdue: int = 0
    minutes: int = 0


@dataclass(frozen=True)
class Figures:
    """A report."""

    total: Line
    by_person: list[Line] = field(default_factory=list)
    by_asset: list[Line] = field(default_factory=list)
    by_day: Mapping[date, int] = field(default_factory=dict)


def figures(period: While, *, of: UUID | None) -> Figures:
    """Return the figures of a while; `of` is whoever sees their own only."""
    tasks = Task.objects.of(of) if of else Task.objects.all()
    times = TimeEntry.objects.filter(spent_on__range=(period.first, period.last))
    times = times.filter(task__in=tasks.order_by().values("pk")) if of else times
    whole = tasks.aggregate(**_counts(period))
    minutes = times.aggregate(sum=Sum("minutes"))["sum"] or 0
    people = dict(Person.objects.values_list("id", "name"))
    return Figures(
        Line("All", minutes=minutes, **whole),
        _lines(tasks, times, period, ("assignee", "person"), people, "Nobody"),
        _lines(tasks, times, period, ("asset_id", "task__asset_id"), _gear(tasks), "No gear"),
        dict(_by_day(tasks, period)),
    )


def _counts(period: While) -> dict[str, Any]:
    begun = Q(created_at__lt=period.ends_at)
    still = begun & (Q(finished_at=None) | Q(finished_at__gte=period.ends_at))
    return {
        "done": Count("pk", filter=_done(period)),
        "open": Count("pk", filter=still),
        "overdue": Count("pk", filter=still & Q(due_at__lt=period.ends_at)),
    }


def _done(period: While) -> Q:
    within = Q(finished_at__gte=period.begins_at, finished_at__lt=period.ends_at)
    return within & Q(status=Status.DONE)


def _lines(
    tasks: "QuerySet[Task]",
    times: "QuerySet[TimeEntry]",
    period: While,
    by: tuple[str, str],
    names: Mapping[UUID, str],
    nothing: str,
) -> list[Line]:
    """Return a line for each person or thing of which there is something to tell."""
    of_task, of_time = by
    found: dict[UUID | None, Line] = {}

    def line(key: UUID | None) -> Line:
        return found.setdefault(key, Line(names.get(key, str(key)) if key else nothing))

    for key, *counts in _grouped(tasks, of_task, _counts(period)):
        if any(counts):
            line(key).done, line(key).open, line(key).overdue = counts
    for key, minutes in _grouped(times, of_time, {"sum": Sum("minutes")}):
        line(key).minutes = minutes
    rows = sorted(found.values(), key=lambda each: (-each.done, -each.open, each.name))
    return rows[:MOST]


def _grouped(rows: Any, key: str, counts: dict[str, Any]) -> Iterator[Any]:
    return iter(rows.order_by().values(key).annotate(**counts).values_list(key, *counts))


def _gear(tasks: "QuerySet[Task]") -> dict[UUID, str]:
    about = tasks.order_by().exclude(asset_id=None).values("asset_id")
    gear = Asset.objects.filter(pk__in=about).only("id", "tag", "title")
    return {asset.pk: f"{asset.tag} {asset.title}" for asset in gear}


def _by_day(tasks: "QuerySet[Task]", period: While) -> Iterator[tuple[date, int]]:
    done = tasks.filter(_done(period)).order_by()
    days = done.annotate(day=TruncDate("finished_at", tzinfo=period.zone)).values("day")
    yield from days.annotate(count=Count("pk")).order_by("day").values_list("day", "count")
