"""Files that hang on gear and loans."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalog_service.gear.models import Asset, Product
from catalog_service.lending.models import Kit, Loan
from chassis.constraints import IsOneOf
from chassis.files.models import KeptFile
from chassis.history import tracked


class Moment(models.TextChoices):
    """When a photo shows how an asset looked."""

    OUT = "out", "when it went out"
    IN = "in", "when it came back"


@tracked()
class Attachment(KeptFile):
    """A file of an asset, a product or a kit; of a loan, how an asset of it looked."""

    asset = models.ForeignKey(
        Asset, models.CASCADE, null=True, blank=True, related_name="attachments", db_index=False
    )
    product = models.ForeignKey(
        Product, models.CASCADE, null=True, blank=True, related_name="attachments", db_index=False
    )
    kit = models.ForeignKey(
        Kit, models.CASCADE, null=True, blank=True, related_name="attachments", db_index=False
    )
    loan = models.ForeignKey(
        Loan, models.CASCADE, null=True, blank=True, related_name="attachments", db_index=False
    )
    moment = models.CharField(
        max_length=10, choices=Moment, blank=True, help_text="With a loan: when it looked so."
    )

    class Meta(KeptFile.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(asset__isnull=False, product=None, kit=None)
                | Q(asset=None, product__isnull=False, kit=None, loan=None)
                | Q(asset=None, product=None, kit__isnull=False, loan=None),
                name="an_attachment_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(loan=None, moment="")
                | Q(IsOneOf("moment", Moment.values), loan__isnull=False),
                name="a_photo_of_a_loan_has_a_moment",
            ),
        ]
        indexes: ClassVar = [
            *KeptFile.Meta.indexes,
            *(
                models.Index(
                    fields=[owner, "created_at", "id"],
                    condition=Q((f"{owner}__isnull", False)),
                    name=f"attachment_of_{owner}",
                )
                for owner in ("asset", "product", "kit", "loan")
            ),
        ]
