"""What somebody asks of the list of tasks again and again."""

from typing import ClassVar, Self
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from chassis.history import tracked
from chassis.models import Resource


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Ways to look at saved views."""

    def open_to(self, person_id: UUID) -> Self:
        """Those that a person has saved, and those that are shared."""
        return self.filter(Q(owner=person_id) | Q(is_shared=True))


@tracked()
class SavedView(Resource):
    """Filters, an order and columns, under a name."""

    name = models.CharField(max_length=100)
    filters = models.JSONField(default=dict, blank=True)
    ordering = models.CharField(max_length=200, blank=True)
    columns = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    is_shared = models.BooleanField(default=False, help_text="Everybody may look through it.")
    owner = models.UUIDField(editable=False, help_text="Who has saved it.")

    objects = SavedViewQuerySet.as_manager()

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="a_view_has_a_name"),
            models.UniqueConstraint(
                fields=["owner", "name"], name="a_person_calls_one_view_by_a_name"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="view_by_age"),
            models.Index(fields=["updated_at", "id"], name="view_by_change"),
            models.Index(fields=["name", "id"], name="view_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def query(self) -> dict[str, str]:
        """What it asks, as an address says it."""
        said = {"ordering": self.ordering, "fields": ",".join(self.columns)}
        return {**self.filters, **{name: words for name, words in said.items() if words}}
