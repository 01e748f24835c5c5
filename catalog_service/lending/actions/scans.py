"""The verbs of the scan desk: many tags at once, each for itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from catalog_service.gear.models import Asset
from catalog_service.lending import errors, selectors
from catalog_service.lending.actions import handing_out, holds, loans
from catalog_service.lending.models import HandedOut, Loan, LoanLine, TakenBack
from chassis.auth import Caller
from chassis.errors import DomainError

DONE = "done"


@dataclass(frozen=True)
class Scanned:
    """What came of one tag: `code` is done, or the name of the rule that it breaks."""

    tag: str
    code: str
    detail: str = ""
    asset: Asset | None = None
    loan: Loan | None = None


def scan(*, direction: Literal["out", "in"], **words: Any) -> list[Scanned]:
    """Hand out or take back what is scanned."""
    return scan_out(**words) if direction == "out" else scan_in(**words)


@transaction.atomic(savepoint=False)
def scan_out(
    *, by: Caller, at: datetime, tags: Sequence[str], borrower: UUID, due_at: datetime
) -> list[Scanned]:
    """Hand out what is scanned, as one loan."""
    handing_out.refuse_odd(borrower, due_at, at=at)
    named = selectors.assets_called(tags)
    holds.lock({asset.pk for asset in named.values()})
    begin = partial(Loan, borrower=borrower, out_at=at, due_at=due_at, created_by=by.id)
    loan: Loan | None = None

    def hand_out(asset: Asset) -> Loan:
        into = loan or begin()
        handing_out.hand_out(into, [HandedOut(asset)], by=by)
        return into

    scanned: list[Scanned] = []
    for tag in tags:
        scanned.append(_scanned(tag, named.get(tag), hand_out, scanned))
        loan = loan or scanned[-1].loan  # the first that goes out begins it
    if loan:
        loans.told(loan)
    return scanned


@transaction.atomic(savepoint=False)
def scan_in(*, by: Caller, at: datetime, tags: Sequence[str]) -> list[Scanned]:
    """Take back what is scanned, in order, from whoever had it."""
    named = selectors.assets_called(tags)
    ids = {asset.pk for asset in named.values()}
    had = _loans_of(ids)
    holds.lock(ids)

    def take_back(asset: Asset) -> Loan:
        if asset.pk not in had:
            raise errors.IsHere
        loan = had[asset.pk]
        return loans.return_loan(loan=loan, by=by, at=at, lines=[TakenBack(asset)])

    scanned: list[Scanned] = []
    for tag in tags:
        scanned.append(_scanned(tag, named.get(tag), take_back, scanned))
    return scanned


def _scanned(
    tag: str, asset: Asset | None, verb: Callable[[Asset], Loan], before: Sequence[Scanned]
) -> Scanned:
    """Do a verb with an asset, or nothing at all, and say what came of it."""
    try:
        with transaction.atomic():
            if asset is None:
                raise errors.UnknownTag
            if any(each.asset and each.asset.pk == asset.pk for each in before):
                raise errors.ListedTwice
            return Scanned(tag, DONE, "", asset, verb(asset))
    except DomainError as error:
        return Scanned(tag, error.code, error.detail, asset)


def _loans_of(ids: set[UUID]) -> dict[UUID, Loan]:
    """Lock the loans that assets are out with, everybody in one order; return them by asset."""
    out = LoanLine.objects.filter(asset__in=ids, returned_at=None, lost=False)
    loan_of = dict(out.values_list("asset_id", "loan_id"))
    rows = Loan.objects.select_for_update(no_key=True).filter(pk__in=loan_of.values())
    known = {loan.pk: loan for loan in rows.order_by("pk")}
    return {asset: known[loan] for asset, loan in loan_of.items()}
