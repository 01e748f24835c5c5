"""Files that were sent to fill the catalog."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chassis.constraints import IsOneOf
from chassis.jobs.models import Job
from chassis.models import Resource


class Kind(models.TextChoices):
    """What a file is of."""

    PRODUCTS = "products"
    ASSETS = "assets"
    LOCATIONS = "locations"


class Format(models.TextChoices):
    """How a file is written."""

    CSV = "csv"
    JSON_LINES = "jsonl", "JSON lines"


class DateStyle(models.TextChoices):
    """In which order the parts of a date stand. 2023-01-31 is read in every style."""

    YMD = "ymd", "2023-01-31 only"
    MDY = "mdy", "1/31/23: the month first"
    DMY = "dmy", "31.1.2023: the day first"


FOLDER = "imports"
# In the database too: while an update rolls out, the last version still writes rows.
NONE = models.Value([], ArrayField(models.UUIDField()))


def path_of(row: "Import", name: str) -> str:
    """Return where a file is kept: under its id, whatever the client called it."""
    return f"{FOLDER}/{row.id}.{row.found['format']}"


class Import(Resource):
    """One file, and what came of it."""

    kind = models.CharField(max_length=20, choices=Kind)
    file = models.FileField(upload_to=path_of)
    file_name = models.CharField(max_length=255, help_text="What the sender called the file.")
    dry_run = models.BooleanField(default=False, help_text="Try everything and change nothing.")
    options = models.JSONField(default=dict, help_text="What the sender told of the file.")
    found = models.JSONField(default=dict, help_text="What was found out about the file.")
    lines = models.PositiveIntegerField(default=0, help_text="Rows that are not blank.")
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    lent = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Assets that were handed out, as their rows say."
    )
    # Written with the effects of the rows up to it: whoever goes on begins after this line.
    done_through = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.CharField(max_length=100, editable=False)
    job = models.OneToOneField(Job, models.SET_NULL, null=True, editable=False)
    undo_job = models.OneToOneField(
        Job, models.SET_NULL, null=True, editable=False, related_name="undone_import"
    )
    # The contexts in the history of what it wrote, and of what undoing it wrote: one for each try.
    contexts = ArrayField(models.UUIDField(), default=list, db_default=NONE, editable=False)
    undone_in = ArrayField(models.UUIDField(), default=list, db_default=NONE, editable=False)

    class Meta(Resource.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=IsOneOf("kind", Kind.values), name="an_import_has_a_known_kind"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="import_by_age"),
            models.Index(fields=["updated_at", "id"], name="import_by_change"),
            models.Index(fields=["created_by", "created_at", "id"], name="import_by_author"),
        ]

    def __str__(self) -> str:
        return self.file_name
