"""The wire forms of imports."""

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.reverse import reverse

from catalog_service.imports.actions import DELIMITERS, ENCODINGS
from catalog_service.imports.models import DateStyle, Format, Import, Kind
from chassis.api.choices import NamedChoiceField
from chassis.api.ids import IdField
from chassis.api.rows.expressions import Address
from chassis.api.serializers import ResourceSerializer, StrictSerializer


class ColumnSerializer(serializers.Serializer[Any]):
    """A column of a file, and which field it is."""

    column = serializers.CharField()
    field = serializers.CharField(allow_null=True, help_text="null: the column is left out.")
    reason = serializers.CharField(help_text="Why it is left out.")


class NoticeSerializer(serializers.Serializer[Any]):
    """Something to look at."""

    code = serializers.CharField()
    detail = serializers.CharField()


class FoundSerializer(serializers.Serializer[Any]):
    """What was found out about a file; of dates and decimals, once all rows were read."""

    format = serializers.ChoiceField(choices=Format.choices)
    encoding = serializers.CharField()
    line_ends = serializers.CharField(help_text="LF, CRLF or CR.")
    delimiter = serializers.ChoiceField(choices=list(DELIMITERS), allow_null=True)
    columns = ColumnSerializer(many=True)
    date_style = serializers.ChoiceField(choices=DateStyle.choices, required=False)
    decimal = serializers.CharField(required=False)
    notices = NoticeSerializer(many=True, required=False)


class ImportSerializer(ResourceSerializer):
    """One file, and what came of it."""

    found = FoundSerializer(read_only=True)
    job = IdField(source="job_id", read_only=True, allow_null=True)
    job_url = serializers.SerializerMethodField()
    report_url = serializers.SerializerMethodField()
    undo_job = IdField(
        source="undo_job_id",
        read_only=True,
        allow_null=True,
        help_text="The job that takes it back; its result names what was left.",
    )
    undo_job_url = serializers.SerializerMethodField()

    class Meta:
        model = Import
        fields = (
            "id",
            "kind",
            "file_name",
            "dry_run",
            "options",
            "found",
            "lines",
            "created",
            "updated",
            "unchanged",
            "failed",
            "lent",
            "created_by",
            "job",
            "job_url",
            "report_url",
            "undo_job",
            "undo_job_url",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = fields
        columns: ClassVar = {
            "job_url": Address("job_id", view="job-detail"),
            "report_url": Address("job_id", view="job-result"),
            "undo_job_url": Address("undo_job_id", view="job-detail"),
        }
        made_in_python: ClassVar = {"found": ("found",)}

    def get_job_url(self, row: Import) -> str | None:
        """Return where the job shows its progress."""
        return reverse("job-detail", [row.job_id]) if row.job_id else None

    def get_report_url(self, row: Import) -> str | None:
        """Return where every issue is told, as CSV: once the job has succeeded, for 90 days."""
        return reverse("job-result", [row.job_id]) if row.job_id else None

    def get_undo_job_url(self, row: Import) -> str | None:
        """Return where the job that takes it back shows its progress."""
        return reverse("job-detail", [row.undo_job_id]) if row.undo_job_id else None


class StartImportSerializer(StrictSerializer):
    """A file to import. What is left out is found out."""

    kind = NamedChoiceField(choices=Kind.choices)
    file = serializers.FileField(
        allow_empty_file=True,
        max_length=255,
        help_text="CSV or JSON lines: at most 500,000, each at most 1 MB, all at most 50 MB.",
    )
    dry_run = serializers.BooleanField(
        default=False, help_text="Try everything, tell every issue, and change nothing."
    )
    format = NamedChoiceField(choices=Format.choices, required=False)
    delimiter = NamedChoiceField(choices=[*DELIMITERS, *DELIMITERS.values()], required=False)
    encoding = NamedChoiceField(choices=ENCODINGS, required=False)
    date_style = NamedChoiceField(choices=DateStyle.choices, required=False)
    decimal = NamedChoiceField(
        choices=[(".", "."), (",", ",")], required=False, help_text="What stands before decimals."
    )
    mapping = serializers.CharField(
        required=False,
        max_length=20_000,
        help_text='JSON: `{"<column>": "<field>"}`, or null for a column to leave out.',
    )
