"""The verb that takes loans back as if they had never been: those of an import that is undone."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from catalog_service.gear.models import Asset
from catalog_service.lending.actions import holds
from catalog_service.lending.events import LoanDeleted
from catalog_service.lending.models import Loan, LoanLine
from chassis.auth import Caller
from chassis.events import publish
from chassis.history import undoing
from chassis.history.undoing import Reason, Sorted, Writes


@transaction.atomic
def undo_loans(*, ids: Sequence[UUID], writes: Writes, by: Caller) -> Sorted:
    """Remove loans that some writes made; those that went on since are left, and why is told.

    So is a loan of gear that stays as it is: that is out, and somebody has it.
    """
    rows = _but_of_gear_that_stays(undoing.sort(Loan, ids, writes), writes)
    loans = Loan.objects.filter(pk__in=rows.made).order_by("pk").values_list("pk", "version")
    ends = [LoanDeleted(loan_id=pk, version=version + 1) for pk, version in loans]
    _take_back(rows, writes)
    publish(*ends)
    return rows


def _but_of_gear_that_stays(rows: Sorted, writes: Writes) -> Sorted:
    """Leave loans of assets that cannot be undone, once the loans are: it is tried."""
    lines = LoanLine.objects.filter(loan__in=rows.made)
    assets = dict(lines.values_list("asset_id", "loan_id"))
    if not assets:
        return rows
    with transaction.atomic():
        _take_back(rows, writes)
        stay = undoing.sort(Asset, [*assets], writes).left
        transaction.set_rollback(True)
    left = dict.fromkeys((assets[pk] for pk in stay), Reason.IN_USE)
    made = [pk for pk in rows.made if pk not in left]
    return replace(rows, made=made, left={**rows.left, **left})


def _take_back(rows: Sorted, writes: Writes) -> None:
    holds.release(Q(loan_line__loan__in=rows.made))
    undoing.take_back(Loan, rows, writes)
