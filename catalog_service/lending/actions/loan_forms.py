"""Loan forms: what goes out, on paper, to sign. A job draws them."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from catalog_service.gear.models import Person
from catalog_service.lending.models import Loan, LoanLine
from chassis import jobs
from chassis.auth import Caller
from chassis.jobs import Progress
from chassis.jobs.models import Job
from chassis.paper.documents import Document, Table, draw

HEADS = ("Tag", "What", "Serial number", "Went out", "Due back", "Came back")
SHARES = (2, 4, 2.4, 1.8, 2.6, 3)


def start_loan_form(*, loan: Loan, by: Caller, time_zone: str = "UTC") -> Job:
    """Have a job draw the form of a loan, with times as a zone has them."""
    return jobs.enqueue("lending.draw_loan_form", by=by, loan=str(loan.pk), time_zone=time_zone)


def draw_loan_form(*, loan: str, time_zone: str, progress: Progress) -> dict[str, Any]:
    """Draw the form into the job's file, as the loan is by now."""
    row = Loan.objects.get(pk=UUID(loan))
    lines = row.lines.select_related("asset__product").order_by("asset__tag")
    with progress.file(f"loan-{row.out_at:%Y-%m-%d}.pdf") as file:
        draw(file, document_of(row, list(lines), ZoneInfo(time_zone)))
    return {"lines": len(lines)}


def document_of(loan: Loan, lines: list[LoanLine], zone: ZoneInfo) -> Document:
    """Return what stands on the form of a loan."""
    place = loan.place.path if loan.place else ""

    def told(at: datetime) -> str:
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"

    facts = [
        ("Borrower", _name(loan.borrower) if loan.borrower else ""),
        ("Place", place),
        ("Handed out", told(loan.out_at)),
        ("Due back", told(loan.due_at)),
        ("Note", loan.note),
        ("Times", str(zone)),
        ("Loan", str(loan.pk)),
    ]
    rows = [
        (
            line.asset.tag,
            line.asset.product.title,
            line.asset.serial,
            line.condition_out,
            told(line.due_at),
            _came_back(line, told(line.returned_at) if line.returned_at else ""),
        )
        for line in lines
    ]
    return Document(
        title="Loan form",
        facts=[fact for fact in facts if fact[1]],
        tables=[Table(f"Lent: {len(rows)}", HEADS, SHARES, rows)],
        to_sign=("Received as described: date, borrower", "Taken back: date, desk"),
        address=f"{settings.PUBLIC_URL}{reverse('loan-detail', args=[loan.pk])}",
    )


def _name(borrower: UUID) -> str:
    person = Person.objects.known().filter(pk=borrower).first()
    return str(person or borrower)


def _came_back(line: LoanLine, at: str) -> str:
    if line.lost:
        return "lost"
    return f"{at}, {line.condition_in}" if at else ""
