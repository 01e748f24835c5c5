"""The wire forms of imports."""

from typing import Any

from rest_framework import serializers
from rest_framework.reverse import reverse

from catalog_service.imports.models import Import, Kind
from chassis.api.serializers import ResourceSerializer


class ImportSerializer(ResourceSerializer):
    """One file, and what came of it."""

    job = serializers.UUIDField(source="job_id", read_only=True, allow_null=True)
    job_url = serializers.SerializerMethodField()

    class Meta:
        model = Import
        fields = (
            "id",
            "kind",
            "file_name",
            "lines",
            "created",
            "updated",
            "unchanged",
            "failed",
            "created_by",
            "job",
            "job_url",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = fields

    def get_job_url(self, row: Import) -> str | None:
        """Return where the job shows its progress."""
        return reverse("job-detail", [row.job_id]) if row.job_id else None


class StartImportSerializer(serializers.Serializer[Any]):
    """A file to import."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    file = serializers.FileField(
        allow_empty_file=True,
        max_length=255,
        help_text="JSON lines in UTF-8: at most 500,000, each at most 1 MB, all at most 50 MB.",
    )
