"""A note."""

from django.db import models

from chassis.history import tracked
from chassis.models import Resource


@tracked()
class Note(Resource):
    """Something to remember."""

    title = models.CharField(max_length=100)
    rank = models.IntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    is_open = models.BooleanField(default=True)

    class Meta(Resource.Meta):
        constraints = (models.UniqueConstraint(fields=["title"], name="one_note_per_title"),)

    def __str__(self) -> str:
        return self.title
