"""The wire form of a job."""

from typing import ClassVar

from django.db.models import Case, F, Q, When
from rest_framework import serializers
from rest_framework.reverse import reverse

from chassis.api.rows.expressions import Address, JSONObject
from chassis.api.serializers import ResourceSerializer
from chassis.jobs.models import Job


class ProgressSerializer(serializers.Serializer):
    """How far a job is."""

    done = serializers.IntegerField(help_text="Steps that are done.")
    total = serializers.IntegerField(help_text="Steps in all; 0 while that is not known.")


class JobSerializer(ResourceSerializer):
    """One piece of background work."""

    progress = ProgressSerializer(read_only=True)
    result_url = serializers.SerializerMethodField(help_text="Where its result file is, if any.")

    class Meta:
        model = Job
        fields = (
            "id",
            "name",
            "priority",
            "status",
            "progress",
            "result",
            "result_url",
            "error",
            "tries",
            "owner",
            "request_id",
            "created_at",
            "run_after",
            "started_at",
            "finished_at",
            "updated_at",
            "version",
        )
        read_only_fields = fields
        columns: ClassVar = {
            "progress": JSONObject(done=F("done"), total=F("total")),
            "result_url": Case(When(~Q(result_file=""), Address("id", view="job-result"))),
        }

    def get_result_url(self, job: Job) -> str | None:
        """Return where the result file can be read."""
        return reverse("job-result", [job.id]) if job.result_file else None
