"""The API of reports."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response
from rest_framework.reverse import reverse

from chassis.api.views import CallerViewSet
from chassis.jobs.models import Job
from chassis.jobs.serializers import JobSerializer
from tasks_service.reports import actions
from tasks_service.reports.permissions import CanReport
from tasks_service.reports.serializers import ReportSerializer


class ReportViewSet(CallerViewSet):
    """Reports of a while: done, open, overdue and time spent, by person and by gear."""

    queryset = Job.objects.none()
    serializer_class = ReportSerializer
    permission_classes = (CanReport,)
    filter_backends = ()
    pagination_class = None

    @extend_schema(responses={202: JobSerializer})
    def create(self, request: Any) -> Response:
        """Have a report made, of all tasks that you see: the job's result file.

        `Location` is the job. What is open and overdue is counted as it was at the end of the last
        day.
        """
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        job = actions.start_report(by=request.caller, **form.validated_data)
        headers = {"Location": reverse("job-detail", [job.id])}
        return Response(JobSerializer(job).data, 202, headers=headers)
