"""The verbs of what is out."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min, Prefetch, Q

from catalog_service.gear.actions import move_assets, tell_anew
from catalog_service.gear.models import Asset, Status
from catalog_service.lending import errors
from catalog_service.lending.actions import claims, holds, repairs, times
from catalog_service.lending.events import LoanChanged
from catalog_service.lending.models import (
    Condition,
    Hold,
    Loan,
    LoanLine,
    TakenBack,
    loan_lines_in_order,
)
from chassis.auth import Caller
from chassis.errors.clashes import clashes
from chassis.events import publish
from chassis.models import read_along

BROKEN = (Condition.DAMAGED, Condition.DESTROYED)


@transaction.atomic(savepoint=False)
def return_loan(
    *, loan: Loan, by: Caller, at: datetime, lines: Sequence[TakenBack] | None = None
) -> Loan:
    """Take back all that is out, or some of it; what was given up may come back too.

    What is damaged or destroyed is quarantined, and a flow has it repaired; the rest is available.
    Each asset has the condition in which it came back; from a place it is back where it belongs.
    """
    if lines is None:
        lines = [TakenBack(line.asset) for line in _out(loan)]
    found = _lines(loan, [each.asset for each in lines], lambda line: line.returned_at is None)
    held = holds.lock(found.keys())
    moves: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for each in lines:
        line = found[each.asset.pk]
        if place := _place(held[each.asset.pk], each.condition, was_lost=line.lost):
            moves[place, each.condition].append(each.asset.pk)
        line.returned_at, line.condition_in, line.lost = at, each.condition, False
        line.note = each.note or line.note
    LoanLine.objects.bulk_update(found.values(), ["returned_at", "condition_in", "lost", "note"])
    for (status, condition), ids in moves.items():
        move_assets(ids=ids, by=by, status=status, condition=condition, leaves=loan.place)
        if status == Status.QUARANTINED:
            repairs.begin(ids, loan, by=by, at=at)
    tell_anew(ids=found.keys() - {pk for ids in moves.values() for pk in ids})
    holds.release(Q(loan_line__in=found.values()))
    return _settled(loan, at)


@transaction.atomic(savepoint=False)
def extend_loan(
    *,
    loan: Loan,
    by: Caller,
    at: datetime,
    due_at: datetime,
    lines: Collection[Asset] | None = None,
) -> Loan:
    """Let the borrower keep what is out, or some of it, until another moment."""
    times.refuse_end(due_at, at=at, attr="due_at")
    found = _lines(loan, lines, lambda line: line.is_out)
    own = Q(loan_line__in=found.values())
    assets = [line.asset for line in found.values()]
    rules = claims.rules_of(assets, {})
    times.refuse_closed_end(due_at, rules, attr="due_at")
    times.refuse_too_long(loan.out_at, due_at, rules, attr="due_at")
    claim = claims.claim(claims.look(assets, {}, at, due_at, rules=rules, own=own))
    # From now on: between its end and now somebody else may have been promised an overdue one.
    with clashes(no_asset_is_promised_twice=errors.Taken()):
        Hold.objects.filter(own).update(**vars(claim.span))
    LoanLine.objects.filter(pk__in=[line.pk for line in found.values()]).update(due_at=due_at)
    tell_anew(ids=found)
    return _settled(loan, at)


@transaction.atomic(savepoint=False)
def mark_lost(
    *,
    loan: Loan,
    by: Caller,
    at: datetime,
    lines: Collection[Asset] | None = None,
    note: str = "",
) -> Loan:
    """Give up what is out, or some of it."""
    found = _lines(loan, lines, lambda line: line.is_out)
    holds.lock(found.keys())
    for line in found.values():
        line.lost, line.note = True, note or line.note
    LoanLine.objects.bulk_update(found.values(), ["lost", "note"])
    move_assets(ids=found, by=by, status=Status.LOST)
    holds.release(Q(loan_line__in=found.values()))
    return _settled(loan, at)


def told(loan: Loan) -> Loan:
    """Tell of a loan as it is now, and return it so."""
    read_along(loan, Prefetch("lines", queryset=loan_lines_in_order()))
    publish(LoanChanged.of(loan))
    return loan


def _out(loan: Loan) -> list[LoanLine]:
    out = [line for line in loan_lines_in_order().filter(loan=loan) if line.is_out]
    if not out:
        raise errors.LoanClosed
    return out


def _lines(
    loan: Loan, assets: Collection[Asset] | None, suits: Callable[[LoanLine], bool]
) -> dict[UUID, LoanLine]:
    """Return the lines of some assets, or of all that are out. Raises NotOut."""
    if assets is None:
        return {line.asset_id: line for line in _out(loan)}
    lines = loan.lines.filter(asset__in=assets).select_related("asset")
    found = {line.asset_id: line for line in lines if suits(line)}
    if others := [asset.tag for asset in assets if asset.pk not in found]:
        raise errors.NotOut(others)
    return found


def _place(asset: Asset, condition: str, *, was_lost: bool) -> Status | None:
    """Return where an asset belongs, if it goes there: not if it went on since it was lost."""
    if was_lost and asset.status != Status.LOST:
        return None
    if condition in BROKEN:
        return Status.QUARANTINED
    return Status.AVAILABLE if asset.status in (Status.ON_LOAN, Status.LOST) else None


def _settled(loan: Loan, at: datetime) -> Loan:
    """Say when the first of what is still out is due, or that nothing is; then tell."""
    out = loan.lines.filter(returned_at=None, lost=False)
    due_at = out.aggregate(first=Min("due_at"))["first"]
    if due_at:
        loan.due_at = due_at
    else:
        loan.closed_at = loan.closed_at or at
    loan.save()
    return told(loan)
