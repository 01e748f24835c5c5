"""The API of loans."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import BaseSerializer

from catalog_service.lending import actions, selectors
from catalog_service.lending.events import LoanChanged
from catalog_service.lending.filters import LoanFilter
from catalog_service.lending.models import Loan
from catalog_service.lending.permissions import CanRunTheDesk
from catalog_service.lending.serializers import (
    ExtendSerializer,
    LoanFormSerializer,
    LoanSerializer,
    LoseSerializer,
    ReturnSerializer,
)
from chassis.api.etags import etag
from chassis.api.views import CreateMixin, ListMixin, ResourceViewSet, RetrieveMixin
from chassis.history.api import HistoryMixin
from chassis.jobs.serializers import JobSerializer
from chassis.projections.feeds import offer


class LoanViewSet(CreateMixin, RetrieveMixin, ListMixin, HistoryMixin, ResourceViewSet):
    """What is out: who has it, and until when. Members see their own; the desk lends."""

    queryset = Loan.objects.none()
    serializer_class = LoanSerializer
    permission_classes = (CanRunTheDesk,)
    filterset_class = LoanFilter
    ordering_fields = ("created_at", "updated_at", "out_at", "due_at")

    def get_queryset(self) -> QuerySet[Loan]:
        """Return the loans that exist for the caller."""
        return selectors.loans_for(self.request.caller)

    def perform_create(self, form: BaseSerializer[Any]) -> None:
        """Call the verb."""
        words = form.validated_data
        form.instance = actions.check_out(by=self.request.caller, at=now(), **words)

    @extend_schema(responses=LoanSerializer)
    @action(detail=True, methods=["post"], url_path="return", serializer_class=ReturnSerializer)
    def take_back(self, request: Request, pk: str) -> Response:
        """Take back all that is out, or some of it; what was given up may come back too.

        What is damaged or destroyed is quarantined, the rest is available.
        """
        return self._after(actions.return_loan)

    @extend_schema(responses=LoanSerializer)
    @action(detail=True, methods=["post"], serializer_class=ExtendSerializer)
    def extend(self, request: Request, pk: str) -> Response:
        """Let the borrower keep what is out, or some of it, until another moment."""
        return self._after(actions.extend_loan)

    @extend_schema(responses=LoanSerializer)
    @action(detail=True, methods=["post"], serializer_class=LoseSerializer)
    def lose(self, request: Request, pk: str) -> Response:
        """Give up what is out, or some of it: it is lost."""
        return self._after(actions.mark_lost)

    @extend_schema(request=LoanFormSerializer, responses={202: JobSerializer})
    @action(detail=True, methods=["post"], serializer_class=LoanFormSerializer)
    def form(self, request: Any, pk: str) -> Response:
        """Have a form to sign drawn as PDF: the job's result file. `Location` is the job."""
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        job = actions.start_loan_form(
            loan=self.get_object(), by=request.caller, **form.validated_data
        )
        headers = {"Location": reverse("job-detail", [job.id])}
        return Response(JobSerializer(job).data, 202, headers=headers)

    def _after(self, verb: Any) -> Response:
        loan = self.get_object()
        form = self.get_serializer(data=self.request.data)
        form.is_valid(raise_exception=True)
        loan = verb(loan=loan, by=self.request.caller, at=now(), **form.validated_data)
        return Response(LoanSerializer(loan).data, headers={"ETag": etag(loan)})


offer("loans", Loan.objects.with_lines(), fact=LoanChanged.of)
