"""A calendar at a secret address; each service has a table of its own."""

from typing import ClassVar

from django.db import models

from chassis.constraints import IsOneOf
from chassis.models import Resource, bump_version


class Covers(models.TextChoices):
    """Whose entries a calendar shows."""

    OWN = "own"
    ALL = "all"


class SecretCalendar(Resource):
    """Of the secret there is a digest only: it was shown once."""

    owner = models.UUIDField(editable=False, help_text="Who made it.")
    name = models.CharField(max_length=100, help_text="Where it is used.")
    covers = models.CharField(
        max_length=10,
        choices=Covers,
        default=Covers.OWN,
        help_text="`own`, or at the desk `all`.",
    )
    prefix = models.CharField(
        max_length=7, editable=False, help_text="How its secret begins, to tell it from others."
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False, help_text="To the hour.")
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta(Resource.Meta):
        abstract = True
        triggers: ClassVar = [bump_version(unless_only=["last_used_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=IsOneOf("covers", Covers.values), name="a_calendar_covers_something_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="calendar_by_age"),
            models.Index(fields=["updated_at", "id"], name="calendar_by_change"),
            models.Index(fields=["owner", "created_at", "id"], name="calendar_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
