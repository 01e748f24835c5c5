"""The verbs of the scan desk: many tags at once, each for itself."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from catalog_service.gear.models import Asset, Location
from catalog_service.lending import errors, selectors
from catalog_service.lending.actions import handing_out, holds, loans
from catalog_service.lending.models import Condition, HandedOut, Loan, LoanLine, TakenBack
from chassis.auth import Caller
from chassis.errors import DomainError

DONE = "done"
Outcome = Loan | DomainError
Verb = Callable[[Sequence[Asset]], Loan]


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
    *,
    by: Caller,
    at: datetime,
    tags: Sequence[str],
    due_at: datetime,
    borrower: UUID | None = None,
    place: Location | None = None,
    condition: str = Condition.OK,
) -> list[Scanned]:
    """Hand out what is scanned, to a person or a place, as one loan; `condition` is that of all."""
    handing_out.refuse_odd(borrower, place, due_at, at=at)
    goes = {"borrower": borrower, "place": place, "out_at": at, "due_at": due_at}
    named = selectors.assets_called(tags)
    holds.lock({asset.pk for asset in named.values()})
    loan: Loan | None = None

    def hand_out(assets: Sequence[Asset]) -> Loan:
        into = loan or Loan(**goes, created_by=by.id)
        handing_out.hand_out(into, [HandedOut(asset, condition) for asset in assets], by=by)
        return into

    came: dict[UUID, Outcome] = {}
    for pk, outcome in _done(_distinct(named.values()), hand_out):
        came[pk] = outcome
        loan = loan or (outcome if isinstance(outcome, Loan) else None)
    if loan:
        loans.told(loan)
    return _scanned(tags, named, came)


@transaction.atomic(savepoint=False)
def scan_in(
    *,
    by: Caller,
    at: datetime,
    tags: Sequence[str],
    condition: str = Condition.OK,
    note: str = "",
) -> list[Scanned]:
    """Take back what is scanned from whoever had it; a condition says how all of it looks."""
    named = selectors.assets_called(tags)
    assets = _distinct(named.values())
    had = _loans_of({asset.pk for asset in assets})
    holds.lock({asset.pk for asset in assets})
    came: dict[UUID, Outcome] = {asset.pk: errors.IsHere() for asset in assets}
    for loan in had:
        lines = [asset for asset in assets if asset.pk in had[loan]]

        def take_back(some: Sequence[Asset], loan: Loan = loan) -> Loan:
            back = [TakenBack(asset, condition, note) for asset in some]
            return loans.return_loan(loan=loan, by=by, at=at, lines=back)

        came.update(_done(lines, take_back))
    return _scanned(tags, named, came)


def _done(assets: Sequence[Asset], verb: Verb) -> Iterator[tuple[UUID, Outcome]]:
    """Do a verb with as many assets together as it takes; say of each what came of it."""
    if not assets:
        return
    try:
        with transaction.atomic():
            loan = verb(assets)
    except DomainError as error:
        if len(assets) == 1:
            yield assets[0].pk, error
            return
        middle = len(assets) // 2
        yield from _done(assets[:middle], verb)
        yield from _done(assets[middle:], verb)
    else:
        yield from ((asset.pk, loan) for asset in assets)


def _distinct(assets: Collection[Asset]) -> list[Asset]:
    return list({asset.pk: asset for asset in assets}.values())


def _scanned(
    tags: Sequence[str], named: Mapping[str, Asset], came: Mapping[UUID, Outcome]
) -> list[Scanned]:
    """Say of each tag, in order, what came of it: of the first of those that mean the same."""
    scanned, seen = [], set()
    for tag in tags:
        asset = named.get(tag)
        outcome: Outcome = errors.UnknownTag()
        if asset:
            outcome = errors.ListedTwice() if asset.pk in seen else came[asset.pk]
            seen.add(asset.pk)
        if isinstance(outcome, Loan):
            scanned.append(Scanned(tag, DONE, "", asset, outcome))
        else:
            scanned.append(Scanned(tag, outcome.code, outcome.detail, asset))
    return scanned


def _loans_of(ids: set[UUID]) -> dict[Loan, set[UUID]]:
    """Lock the loans that assets are out with, everybody in one order; return what is out."""
    out = LoanLine.objects.filter(asset__in=ids, returned_at=None, lost=False)
    loan_of = dict(out.values_list("asset_id", "loan_id"))
    rows = Loan.objects.select_for_update(no_key=True).filter(pk__in=loan_of.values())
    return {
        loan: {asset for asset, its in loan_of.items() if its == loan.pk}
        for loan in rows.order_by("pk")
    }
