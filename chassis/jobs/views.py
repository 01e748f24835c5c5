"""Jobs in the API."""

from pathlib import PurePath
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from chassis.api.views import ListMixin, ResourceViewSet, RetrieveMixin
from chassis.jobs import actions, selectors
from chassis.jobs.filters import JobFilter
from chassis.jobs.models import Job
from chassis.jobs.permissions import CanUseJobs
from chassis.jobs.serializers import JobSerializer
from chassis.jobs.streams import EventStreamRenderer, stream


class JobViewSet(RetrieveMixin, ListMixin, ResourceViewSet):
    """Background work of this service: what waits, what runs and how far it is, how it ended.

    You see your own jobs; the desk and services see all.
    """

    queryset = Job.objects.none()
    serializer_class = JobSerializer
    permission_classes = (CanUseJobs,)
    filterset_class = JobFilter
    ordering_fields = ("created_at",)

    def get_queryset(self) -> QuerySet[Job]:
        """Return the jobs that exist for the caller."""
        return selectors.visible_to(self.request.caller)

    @extend_schema(request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Any, **kwargs: Any) -> Response:
        """Cancel a job: a waiting one never starts, a running one stops at its next step."""
        job = actions.cancel(job=self.get_object(), by=request.caller, at=timezone.now())
        return Response(JobSerializer(job).data)

    @extend_schema(request=None, responses=JobSerializer)
    @action(detail=True, methods=["post"])
    def retry(self, request: Any, **kwargs: Any) -> Response:
        """Let a job that failed, died or was cancelled wait again; it goes on where it was."""
        job = actions.retry(job=self.get_object(), by=request.caller)
        return Response(JobSerializer(job).data)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True)
    def result(self, request: Any, **kwargs: Any) -> FileResponse:
        """Read the job's result file."""
        job = self.get_object()
        file = selectors.result_file(job)
        return FileResponse(
            file, as_attachment=True, filename=PurePath(job.result_file.name or "").name
        )

    @extend_schema(responses={(200, "text/event-stream"): OpenApiTypes.STR})
    @action(detail=True, renderer_classes=[EventStreamRenderer])
    def events(self, request: Any, **kwargs: Any) -> StreamingHttpResponse:
        """Watch a job: an event `progress` with the job whenever it changes, `end` when it is over.

        The stream ends after some seconds, or at once when many watch: come again, as an
        `EventSource` does by itself.
        """
        return stream(self.get_object())
