"""A note."""

from typing import ClassVar

from django.db import models

from chassis.history import tracked
from chassis.models import Resource
from chassis.search import SearchIndex


class Weight(models.IntegerChoices):
    """How much a note matters."""

    NONE = 0
    VERY_MUCH = 1


@tracked()
class Note(Resource):
    """Something to remember."""

    title = models.CharField(max_length=100)
    rank = models.IntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    is_open = models.BooleanField(default=True)
    weight = models.IntegerField(choices=Weight, default=Weight.NONE)

    history_children: ClassVar = {"lines": "lines"}

    class Meta(Resource.Meta):
        constraints = (models.UniqueConstraint(fields=["title"], name="one_note_per_title"),)
        indexes = (SearchIndex(fields=["title"], name="note_by_words"),)

    def __str__(self) -> str:
        return self.title


@tracked()
class Line(models.Model):
    """A line of a note."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="lines")
    text = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.text


class Heard(models.Model):
    """What a handler heard. Nothing here stops it from hearing something twice."""

    event_id = models.UUIDField()
    subject = models.CharField(max_length=100)
    version = models.IntegerField()
    text = models.CharField(max_length=100)
    request_id = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.text
