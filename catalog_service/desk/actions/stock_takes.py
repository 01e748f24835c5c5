"""The verbs of counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower

from catalog_service.desk import errors
from catalog_service.desk.models import Result, StockTake, StockTakeLine
from catalog_service.gear.models import Asset, Location, Status
from catalog_service.lending.selectors import assets_called
from chassis.auth import Caller

NOT_HERE = (Status.ON_LOAN, Status.LOST, Status.RETIRED)  # nobody looks for these on a shelf
AGAIN = "scanned_before"
SAID = {
    Result.FOUND: "",
    Result.UNEXPECTED: "It was not expected here: {where}.",
    Result.UNKNOWN: "There is no asset with this tag.",
    AGAIN: "This was counted before.",
}

_EXPECT = """
    INSERT INTO desk_stocktakeline (
        id, created_at, updated_at, version, stock_take_id, asset_id, tag, result, found_by
    )
    SELECT gear_uuid7(), now(), now(), 1, %s, asset.id, asset.tag, 'missing', ''
    FROM gear_asset AS asset WHERE asset.id IN ({})
"""


@dataclass(frozen=True)
class Counted:
    """What came of one tag: its result, or that it was counted before."""

    tag: str
    code: str
    detail: str
    asset: Asset | None


@transaction.atomic(savepoint=False)
def start_stock_take(
    *, by: Caller, name: str, location: Location | None = None, note: str = ""
) -> StockTake:
    """Begin a count: what should be on the shelves now is what is looked for."""
    take = StockTake.objects.create(name=name, location=location, note=note, created_by=by.id)
    sql, values = _expected(location).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(_EXPECT.format(sql), [take.pk, *values])
        take.expected = cursor.rowcount
    take.save()
    return take


@transaction.atomic(savepoint=False)
def count(*, stocktake: StockTake, tags: Sequence[str], by: Caller, at: datetime) -> list[Counted]:
    """Note what was scanned, each tag for itself."""
    _refuse_closed(stocktake)
    known = assets_called(tags)
    before = _lines_of(stocktake, [known[tag].tag if tag in known else tag for tag in tags])
    written: list[StockTakeLine] = []
    counted: list[Counted] = []
    for tag in tags:
        if not tag.isprintable():  # no tag, and perhaps no text for SQL
            counted.append(Counted(tag, Result.UNKNOWN, SAID[Result.UNKNOWN], None))
            continue
        asset = known.get(tag)
        line = before.get((asset.tag if asset else tag).lower())
        if line and line.result != Result.MISSING:
            counted.append(Counted(tag, AGAIN, SAID[AGAIN], asset))
            continue
        if line:
            line.result = Result.FOUND
        else:
            result = Result.UNEXPECTED if asset else Result.UNKNOWN
            name = asset.tag if asset else tag
            line = StockTakeLine(stock_take=stocktake, asset=asset, tag=name, result=result)
        line.found_at, line.found_by = at, by.id
        before[line.tag.lower()] = line
        written.append(line)
        counted.append(Counted(tag, line.result, _said(line.result, asset), asset))
    _write(stocktake, written)
    return counted


@transaction.atomic(savepoint=False)
def close_stock_take(*, stocktake: StockTake, by: Caller, at: datetime) -> StockTake:
    """End a count: what was not found is missing."""
    _refuse_closed(stocktake)
    stocktake.closed_at = at
    stocktake.save()
    return stocktake


def _expected(location: Location | None) -> "QuerySet[Any, Any]":
    here = Asset.objects.exclude(status__in=NOT_HERE).order_by()
    if location is not None:
        inside = Location.objects.within(str(location.pk))
        here = here.filter(location__in=inside.order_by().values("pk"))
    return here.values("pk")


def _refuse_closed(stock_take: StockTake) -> None:
    if stock_take.closed_at is not None:
        raise errors.StockTakeClosed


def _lines_of(stock_take: StockTake, tags: Sequence[str]) -> dict[str, StockTakeLine]:
    """Return what a count has of some tags, whatever their capitals."""
    folded = [tag.lower() for tag in tags if tag.isprintable()]
    lines = stock_take.lines.alias(folded=Lower("tag")).filter(folded__in=folded)
    return {line.tag.lower(): line for line in lines}


def _said(result: str, asset: Asset | None) -> str:
    where = ""
    if asset:
        place = asset.location
        where = f"{asset.get_status_display().lower()}, {f'at {place}' if place else 'no place'}"
    return SAID[Result(result)].format(where=where)


def _write(stock_take: StockTake, lines: Sequence[StockTakeLine]) -> None:
    new = [line for line in lines if line._state.adding]
    StockTakeLine.objects.bulk_create(new)
    found = [line for line in lines if line.result == Result.FOUND]
    StockTakeLine.objects.bulk_update(found, ["result", "found_at", "found_by"])
    stock_take.found += len(found)
    stock_take.unexpected += sum(line.result == Result.UNEXPECTED for line in new)
    stock_take.unknown += sum(line.result == Result.UNKNOWN for line in new)
    if lines:
        stock_take.save()
