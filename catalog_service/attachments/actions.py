"""The verbs of attachments."""

from typing import Any

from django.db import transaction

from catalog_service.attachments import errors
from catalog_service.attachments.models import Attachment
from catalog_service.gear import actions as gear
from catalog_service.gear.models import Product
from chassis.auth import Caller
from chassis.files.keeping import discard, keep

OWNERS = ("asset", "product", "kit")


@transaction.atomic(savepoint=False)
def attach(*, by: Caller, file: Any, **about: Any) -> Attachment:
    """Hang a file on an asset, a product or a kit; with a loan, how its asset looked."""
    row = Attachment(created_by=by.id, **about)
    if sum(getattr(row, f"{owner}_id") is not None for owner in OWNERS) != 1:
        raise errors.OneOwner(attr="asset")
    _check_loan(row, by)
    keep(row, file)
    return row


@transaction.atomic(savepoint=False)
def delete_attachment(*, attachment: Attachment, by: Caller) -> None:
    """Take a file away; that it was there stays in the history."""
    if attachment.loan_id:
        _check_desk(by)
    product = _held_product(attachment)
    if product and product.image == attachment.pk:
        gear.change_product(product=product, by=by, image=None)
    discard(attachment)


@transaction.atomic(savepoint=False)
def make_image(*, attachment: Attachment, by: Caller) -> Product:
    """Let a picture stand for its product."""
    product = _held_product(attachment)
    if product is None or not attachment.is_picture:
        raise errors.OnlyPicturesShow
    return gear.change_product(product=product, by=by, image=attachment.pk)


def _check_loan(row: Attachment, by: Caller) -> None:
    if row.loan is None and not row.moment:
        return
    _check_desk(by)
    shown = row.loan and row.moment and row.loan.lines.filter(asset=row.asset_id).exists()
    if not shown:
        raise errors.NotInTheLoan(attr="asset" if row.moment else "moment")


def _check_desk(by: Caller) -> None:
    if not by.may("catalog:desk"):
        raise errors.OnlyTheDeskTakesPhotos


def _held_product(attachment: Attachment) -> Product | None:
    if attachment.product_id is None:
        return None
    return Product.objects.select_for_update(no_key=True).get(pk=attachment.product_id)
