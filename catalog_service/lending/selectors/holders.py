"""Who has what."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from catalog_service.gear.models import Person
from catalog_service.lending.models import LoanLine
from chassis.projections.freshness import as_of


def holders_of(asset_ids: Collection[UUID]) -> dict[UUID, Any]:
    """Return the open line of each of some assets, with who has it, in one query."""
    names = Person.objects.known().filter(pk=OuterRef("loan__borrower")).values("name")
    lines = LoanLine.objects.out().filter(asset__in=asset_ids)
    told = lines.annotate(
        borrower=F("loan__borrower"), name=Subquery(names), as_of=Subquery(as_of(Person))
    )
    return {line.asset_id: line for line in told}


def assets_with(person: UUID) -> "QuerySet[Any]":
    """Return the ids of the assets that somebody has."""
    return LoanLine.objects.out().filter(loan__borrower=person).values("asset")
