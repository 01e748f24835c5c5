"""Where gear is, and where it belongs."""

from django.db import models

from catalog_service.gear.models.trees import Branch
from chassis.history import tracked


@tracked(exclude=["ancestors"])
class Location(Branch):
    """A place, perhaps inside of another: a site, a room, a cabinet."""

    name = models.CharField(max_length=200)

    class Meta(Branch.Meta):
        pass
