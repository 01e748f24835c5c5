"""What sorts of product there are."""

from catalog_service.gear.models.names import Named
from chassis.history import tracked


@tracked()
class Category(Named):
    """A sort of product: laptops, cameras."""

    class Meta(Named.Meta):
        verbose_name_plural = "categories"
