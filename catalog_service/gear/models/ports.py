"""What can be plugged in where."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalog_service.gear.models.names import Slugged, is_slug
from chassis.history import tracked
from chassis.search import SearchIndex


@tracked()
class Port(Slugged):
    """A sort of connector: USB-C. Its kind says what for: interface, power-port."""

    kind = models.CharField(max_length=50, blank=True, default="", validators=[is_slug])

    class Meta(Slugged.Meta):
        indexes: ClassVar = [
            *Slugged.Meta.indexes,
            models.Index(fields=["kind", "id"], name="port_by_kind"),
            SearchIndex(fields=["name", "slug", "kind"], name="port_by_words"),
        ]
        ordering: ClassVar = ["kind", "slug"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "kind",
                "slug",
                name="one_port_per_kind_and_slug",
                violation_error_message="There is one with this kind and slug already.",
            ),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="a_port_has_a_name"),
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="a_port_has_a_slug",
                violation_error_message="No slug can be made from this name: write one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})" if self.kind else self.name
