"""A file that is kept under its row's id."""

from typing import ClassVar

from django.db import models

from chassis.models import Resource

FOLDER = "attachments"


def path_of(row: "KeptFile", name: str) -> str:
    """Return where a file is kept: under its row's id, whatever the client called it."""
    return f"{FOLDER}/{row.id}.{name}"


class KeptFile(Resource):
    """A file and what is known of it. Its owner is named by the model that this is the base of.

    It never changes: another file is another row.
    """

    name = models.CharField(max_length=255, editable=False, help_text="What it is called.")
    media_type = models.CharField(
        max_length=100, editable=False, help_text="What it is, found out by its content."
    )
    size = models.PositiveIntegerField(editable=False, help_text="In bytes, as it is kept.")
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    file = models.FileField(upload_to=path_of)
    thumbnail = models.FileField(upload_to=path_of, blank=True, editable=False)
    created_by = models.CharField(max_length=100, editable=False)

    class Meta(Resource.Meta):
        abstract = True
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="%(class)s_by_age"),
            models.Index(fields=["updated_at", "id"], name="%(class)s_by_change"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Whether people look at it."""
        return bool(self.thumbnail)
