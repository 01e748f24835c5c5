"""What can be plugged in where."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalog_service.gear.models.names import is_slug
from chassis.history import tracked
from chassis.models import Resource


@tracked()
class Port(Resource):
    """A sort of connector: USB-C. Its kind says what for: interface, power-port."""

    name = models.CharField(max_length=100)
    slug = models.CharField(
        max_length=100,
        blank=True,
        validators=[is_slug],
        help_text="Made from the name if left out.",
    )
    kind = models.CharField(max_length=50, blank=True, default="", validators=[is_slug])

    class Meta(Resource.Meta):
        ordering: ClassVar = ["kind", "slug"]
        constraints: ClassVar = [
            models.UniqueConstraint("kind", "slug", name="one_port_per_kind_and_slug"),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="a_port_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="a_port_has_a_slug"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.kind})" if self.kind else self.name
