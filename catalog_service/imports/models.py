"""Files that were sent to fill the catalog."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chassis.jobs.models import Job
from chassis.models import Resource


class Kind(models.TextChoices):
    """What a file is of."""

    PRODUCTS = "products"


def path_of(row: "Import", name: str) -> str:
    """Return where a file is kept: under its id, whatever the client called it."""
    return f"imports/{row.id}.jsonl"


class Import(Resource):
    """One file, and what came of it."""

    kind = models.CharField(max_length=20, choices=Kind)
    file = models.FileField(upload_to=path_of)
    file_name = models.CharField(max_length=255, help_text="What the sender called the file.")
    lines = models.PositiveIntegerField(default=0, help_text="Lines that are not blank.")
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    created_by = models.CharField(max_length=100, editable=False)
    job = models.OneToOneField(Job, models.SET_NULL, null=True, editable=False)

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="an_import_has_a_known_kind"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="import_by_age"),
            models.Index(fields=["updated_at", "id"], name="import_by_change"),
            models.Index(fields=["created_by", "created_at", "id"], name="import_by_author"),
        ]

    def __str__(self) -> str:
        return self.file_name
