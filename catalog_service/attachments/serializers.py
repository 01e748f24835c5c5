"""The wire form of an attachment."""

from typing import Any

from django.db.models import Model, QuerySet
from rest_framework import serializers

from catalog_service.attachments.models import Attachment
from catalog_service.gear.models import Asset, Product
from catalog_service.lending.models import Kit, Loan
from chassis.api.ids import IdField
from chassis.files.serializers import ABOUT, RECORD, KeptFileSerializer


def _owner(rows: "QuerySet[Any]", words: str) -> "serializers.PrimaryKeyRelatedField[Model]":
    return serializers.PrimaryKeyRelatedField(
        queryset=rows,
        pk_field=IdField(),
        required=False,
        allow_null=True,
        help_text=words,
        style={"base_template": "input.html"},
    )


class AttachmentSerializer(KeptFileSerializer):
    """A file that hangs on gear, or shows how an asset of a loan looked."""

    asset = _owner(Asset.objects.all(), "An asset's id. One of asset, product and kit.")
    product = _owner(Product.objects.all(), "A product's id.")
    kit = _owner(Kit.objects.all(), "A kit's id.")
    loan = _owner(Loan.objects.all(), "A loan's id: the file shows how its `asset` looked.")

    class Meta:
        model = Attachment
        fields = ("id", "file", "asset", "product", "kit", "loan", "moment", *ABOUT, *RECORD)
        read_only_fields = (*ABOUT, *RECORD)
        columns = KeptFileSerializer.columns
