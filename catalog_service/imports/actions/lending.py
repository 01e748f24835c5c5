"""Who has an asset, or where it stands: rows that say so become loans, once all assets are put.

A row whose loan cannot be made is imported all the same; the report says why there is none. A row
that names somebody and a place is to the person, who has it there.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from catalog_service.gear.models import Asset, Location
from catalog_service.imports.actions.dates import Notes
from catalog_service.imports.actions.staging import scalar
from catalog_service.imports.models import Import, Kind
from catalog_service.lending import actions as lending
from catalog_service.lending.models import HandedOut
from chassis.auth import Caller
from chassis.errors import DomainError
from chassis.jobs import Progress

AT_ONCE = 100
UNTOLD = timedelta(days=365)  # how long somebody keeps what is due on no day
PLACES = ("borrower_place",)
NAMES = ("borrower", "borrower_first_name", "borrower_last_name", "borrower_username")
FOUND = "(person_id IS NOT NULL OR place IS NOT NULL)"
NO_DUE_DATE = {
    "code": "no_due_date",
    "detail": "Rows say who has an asset, and not until when: those loans are due in a year. Tell "
    "it in a column due_date, or extend the loans.",
}


class Borrowed(NamedTuple):
    """An asset, who has it as a row says, since when and until when."""

    line: int
    asset_id: UUID
    person_id: UUID | None
    place_id: UUID | None
    out: Any
    due: Any


def find_borrowers(row: Import, notes: Notes) -> None:
    """Find whom the rows mean by those who have something, and where the rest stands."""
    with connection.cursor() as cursor:
        cursor.execute(_MAKE)
        if row.kind == Kind.ASSETS:
            cursor.execute(_FIND, {"style": notes.date_style})
        cursor.execute("ANALYZE borrowed")


def lend(row: Import, progress: Progress) -> None:
    """Hand out what the rows say, if it is not with them already; what cannot be is an issue."""
    if not scalar("SELECT count(*) FROM borrowed"):
        return
    with connection.cursor() as cursor:
        cursor.execute(_REFUSE, {"column": _column(row, NAMES)})
    if scalar(f"SELECT count(*) FROM borrowed WHERE {FOUND} AND due IS NULL"):  # noqa: S608  (our own words)
        row.found["notices"] = [*row.found.get("notices", []), NO_DUE_DATE]
        Import.objects.filter(pk=row.pk).update(found=row.found)
    if row.dry_run:
        _count(row, scalar(f"SELECT count(*) FROM borrowed WHERE {FOUND}"), progress)  # noqa: S608  (our own words)
        return
    for page in _pages():
        with transaction.atomic():
            progress.hold()
            made = sum(_hand_out(row, each) for each in page)
            Import.objects.filter(pk=row.pk).update(lent=F("lent") + made)


@transaction.atomic
def _count(row: Import, lent: int, progress: Progress) -> None:
    progress.hold()
    Import.objects.filter(pk=row.pk).update(lent=lent)


def _pages() -> Iterator[list[Borrowed]]:
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_TO_DO, [last, AT_ONCE])
            page = [Borrowed(*each) for each in cursor.fetchall()]
        if not page:
            return
        yield page
        last = page[-1].line


def _hand_out(row: Import, said: Borrowed) -> bool:
    """Make a loan, or note why there is none."""
    begins, ends = _span(said)
    try:
        with transaction.atomic():
            lending.check_out(
                by=Caller(id=row.created_by),
                at=begins,
                borrower=said.person_id,
                place=Location.objects.get(pk=said.place_id) if said.place_id else None,
                due_at=ends,
                lines=[HandedOut(Asset.objects.get(pk=said.asset_id))],
                note=f"Imported from {row.file_name}, line {said.line}.",
            )
    except DomainError as error:
        with connection.cursor() as cursor:
            names = NAMES if said.person_id else PLACES
            cursor.execute(_ISSUE, [said.line, _column(row, names), error.code, error.detail])
        return False
    return True


def _span(said: Borrowed) -> tuple[datetime, datetime]:
    """Return from when until when it is out: a day that is told as due ends it."""
    now = timezone.now()
    begins = min(now, _at(said.out)) if said.out else now
    if said.due is None:
        return begins, now + UNTOLD
    due = _at(said.due)
    return min(begins, due), due + timedelta(days=1)


def _at(day: Any) -> datetime:
    return datetime.combine(day, time(), UTC)


def _column(row: Import, names: Sequence[str]) -> str:
    """Return the first column that tells who has it, or where it stands."""
    columns = (each["column"] for each in row.found["columns"] if each["field"] in names)
    return next(columns, names[0])


_MAKE = """
    CREATE TEMP TABLE borrowed (
        line integer PRIMARY KEY, tag text, wanted text, people integer, person_id uuid,
        place text, out date, due date
    )
"""

# Capitals and spaces make no difference. A name that two have means neither.
_FIND = """
    INSERT INTO borrowed
    SELECT said.line, said.tag, said.wanted, coalesce(people.count, 0),
           CASE WHEN people.count = 1 THEN people.id END,
           CASE WHEN said.wanted IS NULL THEN said.place END, said.out, said.due
    FROM (
        SELECT line, tag, borrower_place AS place, imports_day(out_date, %(style)s) AS out,
               imports_day(due_date, %(style)s) AS due,
               coalesce(
                   borrower,
                   nullif(concat_ws(' ', borrower_first_name, borrower_last_name), ''),
                   borrower_username
               ) AS wanted
        FROM staged
    ) AS said
    LEFT JOIN (
        SELECT word, count(*), (array_agg(id))[1] AS id
        FROM gear_person,
             LATERAL (VALUES (lower(name)), (id::text)) AS words (word)
        WHERE gone_at IS NULL
        GROUP BY word
    ) AS people ON people.word = lower(regexp_replace(said.wanted, '\\s+', ' ', 'g'))
    WHERE coalesce(said.wanted, said.place) IS NOT NULL
      AND NOT EXISTS (SELECT FROM issues WHERE issues.line = said.line)
"""

_REFUSE = """
    INSERT INTO issues (line, "column", code, detail, value)
    SELECT line, %(column)s,
           CASE people WHEN 0 THEN 'borrower_unknown' ELSE 'borrower_ambiguous' END,
           CASE people
               WHEN 0 THEN 'Nobody of this name is known here, so no loan was made. Add them, and '
                           'send the file again.'
               ELSE 'Several people have this name, so no loan was made. Write the id of the one '
                    'who has it.'
           END,
           left(wanted, 200)
    FROM borrowed WHERE person_id IS NULL AND place IS NULL
"""

_TO_DO = """
    SELECT borrowed.line, asset.id, borrowed.person_id, place.id, borrowed.out, borrowed.due
    FROM borrowed
    JOIN gear_asset AS asset ON lower(asset.tag) = lower(borrowed.tag)
    LEFT JOIN gear_location AS place ON lower(place.name) = lower(borrowed.place)
    WHERE borrowed.line > %s AND (person_id IS NOT NULL OR place.id IS NOT NULL) AND NOT EXISTS (
        SELECT FROM lending_loanline AS line JOIN lending_loan AS loan ON loan.id = line.loan_id
        WHERE line.asset_id = asset.id AND line.returned_at IS NULL AND NOT line.lost
          AND (loan.borrower = borrowed.person_id OR loan.place_id = place.id)
    )
    ORDER BY borrowed.line LIMIT %s
"""

_ISSUE = 'INSERT INTO issues (line, "column", code, detail) VALUES (%s, %s, %s, %s)'
