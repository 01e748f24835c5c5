"""A copy."""

from django.db import models

from chassis.projections.models import Projection


class Copy(Projection):
    """What is known of an original."""

    source, feed = "chassis", "originals"

    title = models.CharField(max_length=100, default="")
    rank = models.IntegerField(default=0)
    due_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.title
