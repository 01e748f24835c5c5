"""The wire form of a job."""

from rest_framework import serializers

from chassis.api.serializers import ResourceSerializer
from chassis.jobs.models import Job


class ProgressSerializer(serializers.Serializer):
    """How far a job is."""

    done = serializers.IntegerField(help_text="Steps that are done.")
    total = serializers.IntegerField(help_text="Steps in all; 0 while that is not known.")


class JobSerializer(ResourceSerializer):
    """One piece of background work."""

    progress = ProgressSerializer(read_only=True)

    class Meta:
        model = Job
        fields = (
            "id",
            "name",
            "status",
            "progress",
            "result",
            "error",
            "owner",
            "request_id",
            "created_at",
            "started_at",
            "finished_at",
            "updated_at",
            "version",
        )
        read_only_fields = fields
