"""What sorts of product there are."""

from django.db import models

from catalog_service.gear.models.names import Named
from chassis.history import tracked


@tracked()
class Category(Named):
    """A sort of product: laptops, cameras."""

    needs_approval = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Whether the desk looks at each reservation of its products first.",
    )

    class Meta(Named.Meta):
        verbose_name_plural = "categories"
