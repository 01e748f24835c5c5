"""The wire form of a kept file; its owner is the service's."""

from typing import Any, ClassVar

from django.db.models import Case, When
from rest_framework import serializers
from rest_framework.reverse import reverse

from chassis.api.rows.expressions import Address
from chassis.api.serializers import ResourceSerializer
from chassis.files.models import KeptFile

FILE, THUMBNAIL = "attachment-file", "attachment-thumbnail"
ABOUT = ("name", "media_type", "size", "width", "height", "file_url", "thumbnail_url")
RECORD = ("created_by", "created_at", "updated_at", "version")


class KeptFileSerializer(ResourceSerializer):
    """A file, and where it is read."""

    file = serializers.FileField(
        write_only=True,
        allow_empty_file=True,
        max_length=1000,
        help_text="A picture (JPEG, PNG, WebP, GIF), a PDF, or text or CSV in UTF-8.",
    )
    file_url = serializers.SerializerMethodField()
    thumbnail_url = serializers.SerializerMethodField()

    columns: ClassVar[dict[str, Any]] = {
        "file_url": Address("id", view=FILE),
        "thumbnail_url": Case(When(thumbnail="", then=None), default=Address("id", view=THUMBNAIL)),
    }

    def get_file_url(self, row: KeptFile) -> str:
        """Return where the file is read."""
        return reverse(FILE, [row.id])

    def get_thumbnail_url(self, row: KeptFile) -> str | None:
        """Return where a picture is read in small; null of what is no picture."""
        return reverse(THUMBNAIL, [row.id]) if row.is_picture else None
