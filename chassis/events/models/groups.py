"""Who reads this service's stream, as its producer remembers: Redis may forget a group."""

from typing import ClassVar

from django.db import models
from django.db.models import Func


class ReadingGroup(models.Model):
    """A group that was once seen at a stream. While one of them is missing, nothing is trimmed."""

    stream = models.CharField(max_length=100)
    name = models.CharField(max_length=100)
    waiting = models.PositiveIntegerField(default=0)  # entries that it has still to apply
    seen_at = models.DateTimeField(db_default=Func(function="clock_timestamp"))
    missing_since = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "name"], name="one_row_per_stream_and_group")
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.stream}"
