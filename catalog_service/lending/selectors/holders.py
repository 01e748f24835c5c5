"""Who has what."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce

from catalog_service.gear.models import Person
from catalog_service.lending.models import Loan, LoanLine
from chassis.projections.freshness import as_of


def holders_of(asset_ids: Collection[UUID]) -> dict[UUID, Any]:
    """Return the open line of each of some assets, with who has it, in one query."""
    lines = LoanLine.objects.out().filter(asset__in=asset_ids)
    told = lines.annotate(
        borrower=F("loan__borrower"),
        place=F("loan__place_id"),
        name=holder_name("loan__"),
        as_of=Subquery(as_of(Person)),
    )
    return {line.asset_id: line for line in told}


def holder_name(loan: str = "") -> Coalesce:
    """Return the name of whoever has a loan, or the path of its place, as an expression."""
    return Coalesce(_name(loan), F(f"{loan}place__path"), output_field=TextField())


def named(rows: Any) -> "QuerySet[Any]":
    """Read along the lines of loans or reservations, and whom they are for: `borrower_name`."""
    name = holder_name() if rows.model is Loan else _name()
    told: QuerySet[Any] = rows.with_lines().annotate(borrower_name=name)
    return told


def _name(of: str = "") -> Subquery:
    return Subquery(Person.objects.known().filter(pk=OuterRef(f"{of}borrower")).values("name"))


def assets_with(person: UUID) -> "QuerySet[Any]":
    """Return the ids of the assets that somebody has."""
    return LoanLine.objects.out().filter(loan__borrower=person).values("asset")
