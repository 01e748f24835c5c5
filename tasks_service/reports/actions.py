"""The verbs of reports: a job draws them, or writes them down as a table."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import IO, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from chassis.auth import Caller
from chassis.jobs import Progress, enqueue
from chassis.jobs.models import Job
from chassis.paper.documents import Chart, Document, Table, draw
from chassis.tables.writing import lines_of
from tasks_service.reports import errors
from tasks_service.reports.selectors import Figures, Line, While, figures

LONGEST = timedelta(days=1827)
MOST_BARS = 31
HEADS = ("", "Done", "Open", "Overdue", "Time spent")
SHARES = (5, 1, 1, 1, 1.4)
COLUMNS = ("by", "what", "done", "open", "overdue", "minutes")


def start_report(*, by: Caller, first: date, last: date, form: str, time_zone: str) -> Job:
    """Have a job make a report of some days, of all that the caller may see."""
    if last < first:
        raise errors.EndsBeforeItBegins(attr="last")
    if last - first > LONGEST:
        raise errors.TooLong(attr="last")
    days = {"first": first.isoformat(), "last": last.isoformat(), "time_zone": time_zone}
    of = "" if by.sees_all else str(by.person_id)
    return enqueue("reports.make", by=by, form=form, of=of, **days)


def make_report(
    *, progress: Progress, first: str, last: str, time_zone: str, form: str, of: str
) -> dict[str, Any]:
    """Make a report into the job's file, as things are by now."""
    period = While(date.fromisoformat(first), date.fromisoformat(last), ZoneInfo(time_zone))
    found = figures(period, of=UUID(of) if of else None)
    with progress.file(f"tasks-{first}-{last}.{form}") as file:
        if form == "pdf":
            draw(file, document_of(found, period))
        else:
            _write(file, found)
    return {"done": found.total.done, "open": found.total.open, "overdue": found.total.overdue}


def document_of(found: Figures, period: While) -> Document:
    """Return what stands in a report."""
    facts = [
        ("From", f"{period.first:%Y-%m-%d}"),
        ("Until", f"{period.last:%Y-%m-%d}"),
        ("Days of", str(period.zone)),
        ("Done", str(found.total.done)),
        ("Open at its end", str(found.total.open)),
        ("Overdue at its end", str(found.total.overdue)),
        ("Time spent", _spent(found.total.minutes)),
    ]
    tables = [
        Table("By person", ("Person", *HEADS[1:]), SHARES, _rows(found.by_person)),
        Table("By gear", ("Gear", *HEADS[1:]), SHARES, _rows(found.by_asset)),
    ]
    chart = Chart("Done, day by day", *_bars(found, period))
    return Document(title="Report of tasks", facts=facts, tables=tables, charts=[chart])


def _bars(found: Figures, period: While) -> tuple[Sequence[str], Sequence[int]]:
    """Return the bars of the chart: a day each, or as many days as leave not too many bars."""
    days = (period.last - period.first).days + 1
    step = -(-days // MOST_BARS)
    begins = [period.first + timedelta(days=number) for number in range(0, days, step)]
    counts = [0] * len(begins)
    for day, count in found.by_day.items():
        counts[(day - period.first).days // step] += count
    return [f"{day:%m-%d}" for day in begins], counts


def _rows(lines: Sequence[Line]) -> list[list[str]]:
    return [
        [each.name, str(each.done), str(each.open), str(each.overdue), _spent(each.minutes)]
        for each in lines
    ]


def _spent(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02} h"


def _write(file: IO[bytes], found: Figures) -> None:
    for piece in lines_of(COLUMNS, _cells(found)):
        file.write(piece)


def _cells(found: Figures) -> Iterator[Sequence[Any]]:
    groups = {"total": [found.total], "person": found.by_person, "asset": found.by_asset}
    for by, lines in groups.items():
        for each in lines:
            yield by, each.name, each.done, each.open, each.overdue, each.minutes
    for day, count in found.by_day.items():
        yield "day", day.isoformat(), count, None, None, None
