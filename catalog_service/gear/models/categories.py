"""What sorts of product there are."""

from django.db import models

from catalog_service.gear.models.objects import is_small_object
from catalog_service.gear.models.schemas import is_field_schema
from catalog_service.gear.models.trees import Branch
from chassis.history import tracked


@tracked(exclude=["ancestors"])
class Category(Branch):
    """A sort of product, perhaps inside of another: laptops, cameras."""

    needs_approval = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Whether the desk looks at each reservation of its products first.",
    )
    schema = models.JSONField(
        default=dict,
        blank=True,
        validators=[is_small_object, is_field_schema],
        help_text="What the specs of its products, and of those inside of it, must be.",
    )

    class Meta(Branch.Meta):
        verbose_name_plural = "categories"
