"""The list of a count, on paper: what is missing, what was found beside it. A job draws it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from catalog_service.desk.models import Result, StockTake
from chassis import jobs
from chassis.auth import Caller
from chassis.jobs import Progress
from chassis.jobs.models import Job
from chassis.paper.documents import Document, Table, draw

MOST = 2000  # rows of each table: more is a list of the API
TITLES = {
    Result.MISSING: "Missing",
    Result.UNEXPECTED: "Unexpected",
    Result.UNKNOWN: "Tags that no asset has",
    Result.FOUND: "Found",
}


def start_list(*, stocktake: StockTake, by: Caller) -> Job:
    """Have a job draw the list of a count, as it is when the job runs."""
    return jobs.enqueue("desk.draw_stock_take", by=by, stock_take=str(stocktake.pk))


def draw_list(*, stock_take: str, progress: Progress) -> dict[str, Any]:
    """Draw the list into the job's file."""
    take = StockTake.objects.select_related("location").get(pk=UUID(stock_take))
    tables = [_table(take, result) for result in TITLES]
    facts = [
        ("Begun", f"{take.created_at:%Y-%m-%d %H:%M} UTC"),
        ("Closed", f"{take.closed_at:%Y-%m-%d %H:%M} UTC" if take.closed_at else "not yet"),
        ("Place", take.location.path if take.location else "everywhere"),
        ("Expected", str(take.expected)),
        ("Found", str(take.found)),
        ("Missing", str(take.missing)),
        ("Unexpected", str(take.unexpected)),
        ("Note", take.note),
    ]
    document = Document(
        title=f"Stock-take: {take.name}",
        facts=[fact for fact in facts if fact[1]],
        tables=tables,
        to_sign=("Counted by: date, name",),
        address=f"{settings.PUBLIC_URL}{reverse('stock-take', args=[take.pk])}",
    )
    with progress.file(f"stock-take-{take.created_at:%Y-%m-%d}.pdf") as file:
        draw(file, document)
    return {"missing": take.missing, "unexpected": take.unexpected, "unknown": take.unknown}


def _table(take: StockTake, result: Result) -> Table:
    lines = take.lines.filter(result=result).select_related("asset__product", "asset__location")
    rows = [
        (
            "[  ]" if result == Result.MISSING else "",
            line.tag,
            line.asset.product.title if line.asset else "",
            str(line.asset.location or "") if line.asset else "",
            line.asset.get_status_display() if line.asset else "",
        )
        for line in lines.order_by("tag", "id")[: MOST + 1]
    ]
    if len(rows) > MOST:
        rows[MOST:] = [("", "…", "more than fits here: the API lists all", "", "")]
    heads = ("", "Tag", "What", "Place now", "State now")
    return Table(TITLES[result], heads, (0.5, 2, 4, 3, 1.5), rows)
