"""Do what a file's lines say."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction

from catalog_service.gear import actions as gear
from catalog_service.imports import errors
from catalog_service.imports.actions import lines, product_lines
from catalog_service.imports.actions.fields import RowRefused
from catalog_service.imports.models import Import
from chassis.auth import Caller
from chassis.jobs import Progress

BATCH = 100
MOST_ERRORS = 1000


@dataclass
class Report:
    """What came of a file so far."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[dict[str, Any]] = field(default_factory=list)
    errors_left_out: int = 0

    def refuse(self, line: int, refusal: RowRefused) -> None:
        """Note a line that was refused, with its reasons."""
        self.counts["failed"] += 1
        told = [{"line": line, **asdict(reason)} for reason in refusal.reasons]
        room = MOST_ERRORS - len(self.errors)
        self.errors += told[:room]
        self.errors_left_out += len(told[room:])

    def totals(self) -> dict[str, int]:
        """Return how many lines came to what."""
        return {name: self.counts[name] for name in ("created", "updated", "unchanged", "failed")}

    def result(self) -> dict[str, Any]:
        """Return the report as the job shows it."""
        return {**self.totals(), "errors": self.errors, "errors_left_out": self.errors_left_out}


def run_import(*, import_id: str, progress: Progress) -> dict[str, Any]:
    """Do what an import's lines say, some lines a transaction; bad lines are left out and reported.

    Run again, it changes nothing more: what a line says is then so already.
    """
    row = Import.objects.get(id=import_id)
    report = Report()
    done = 0
    with _open(row) as file:
        numbered = lines.numbered(file)
        while batch := list(islice(numbered, BATCH)):
            _put(row, batch, report)
            done += len(batch)
            progress.advance(done, row.lines)
    return report.result()


def _open(row: Import) -> "File[bytes]":
    try:
        return row.file.open("rb")
    except FileNotFoundError as error:
        raise errors.FileGone from error


def _put(row: Import, batch: list[tuple[int, str]], report: Report) -> None:
    good = list(_good(batch, report))
    try:
        report.counts.update(_write(row, good, report))
    except IntegrityError:
        # Somebody else made the same manufacturer meanwhile: now it is there to be found.
        report.counts.update(_write(row, good, report))


def _good(batch: list[tuple[int, str]], report: Report) -> Iterator[gear.ProductRow]:
    for number, text in batch:
        try:
            yield product_lines.read(text)
        except RowRefused as refusal:
            report.refuse(number, refusal)


@transaction.atomic
def _write(row: Import, good: list[gear.ProductRow], report: Report) -> list[gear.Outcome]:
    """Write the rows and the import's own counts together."""
    outcomes = gear.put_products(rows=good, by=Caller(id=row.created_by))
    totals = Counter(report.totals()) + Counter(outcomes)
    Import.objects.filter(pk=row.pk).update(**totals)
    return outcomes
