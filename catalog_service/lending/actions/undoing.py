"""The verb that takes loans back as if they had never been: those of an import that is undone."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from catalog_service.lending.actions import holds
from catalog_service.lending.events import LoanDeleted
from catalog_service.lending.models import Loan
from chassis.auth import Caller
from chassis.events import publish
from chassis.history import undoing
from chassis.history.undoing import Sorted, Writes


@transaction.atomic
def undo_loans(*, ids: Sequence[UUID], writes: Writes, by: Caller) -> Sorted:
    """Remove loans that some writes made; those that went on since are left, and why is told."""
    rows = undoing.sort(Loan, ids, writes)
    loans = Loan.objects.filter(pk__in=rows.made).order_by("pk").values_list("pk", "version")
    ends = [LoanDeleted(loan_id=pk, version=version + 1) for pk, version in loans]
    holds.release(Q(loan_line__loan__in=rows.made))
    undoing.take_back(Loan, rows, writes)
    publish(*ends)
    return rows
