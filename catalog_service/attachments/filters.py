"""What lists of attachments can be narrowed by."""

import django_filters

from catalog_service.attachments.models import Attachment
from chassis.api.filters import FilterSet


class AttachmentFilter(FilterSet):
    """The filters of `GET /attachments/`."""

    asset = django_filters.UUIDFilter(field_name="asset_id", help_text="An asset's id.")
    product = django_filters.UUIDFilter(field_name="product_id", help_text="A product's id.")
    kit = django_filters.UUIDFilter(field_name="kit_id", help_text="A kit's id.")
    loan = django_filters.UUIDFilter(field_name="loan_id", help_text="A loan's id.")

    class Meta:
        model = Attachment
        fields = ("asset", "product", "kit", "loan")
