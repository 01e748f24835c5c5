"""Who makes products."""

from catalog_service.gear.models.names import Named
from chassis.history import tracked


@tracked()
class Manufacturer(Named):
    """Who makes a product."""

    class Meta(Named.Meta):
        pass
