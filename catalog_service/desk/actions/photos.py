"""The verbs that hand out and take back before a camera."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from django.db import transaction

from catalog_service.attachments.actions import attach
from catalog_service.desk import errors
from catalog_service.lending import actions as lending
from catalog_service.lending.models import Loan, TakenBack
from chassis.auth import Caller
from chassis.errors import DomainError


class Seen(NamedTuple):
    """What comes back, and perhaps a photo of it."""

    back: TakenBack
    photo: Any = None


@transaction.atomic(savepoint=False)
def scan(
    *,
    by: Caller,
    at: datetime,
    tags: Sequence[str],
    direction: Literal["out", "in"],
    photo: Any = None,
    **words: Any,
) -> list[lending.Scanned]:
    """Hand out or take back what is scanned; a photo shows how the one that is scanned looks."""
    if photo and len(tags) > 1:
        raise errors.PhotoOfOne(attr="photo")
    scanned = lending.scan(direction=direction, by=by, at=at, tags=tags, **words)
    for row in scanned:
        if photo and row.loan:
            _show(row.loan, row.asset, direction, photo, by=by, attr="photo")
    return scanned


@transaction.atomic(savepoint=False)
def take_back(*, loan: Loan, by: Caller, at: datetime, lines: Sequence[Seen]) -> Loan:
    """Take back some of a loan, and keep how it looks."""
    back = lending.return_loan(loan=loan, by=by, at=at, lines=[line.back for line in lines])
    for line in lines:
        if line.photo:
            asset = line.back.asset
            _show(back, asset, "in", line.photo, by=by, attr=f"{asset.pk}-photo")
    return back


def _show(loan: Loan, asset: Any, moment: str, photo: Any, *, by: Caller, attr: str) -> None:
    photo.seek(0)  # after a deadlock all is done once more
    try:
        shown = attach(by=by, file=photo, asset=asset, loan=loan, moment=moment)
        if not shown.is_picture:
            raise errors.NotAPhoto
    except DomainError as error:
        error.attr = attr
        raise
