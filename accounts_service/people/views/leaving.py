"""The API of people who leave, want to see what is known of them, or want to be forgotten."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.reverse import reverse

from accounts_service.people import actions, selectors
from accounts_service.people.filters import ErasureFilter
from accounts_service.people.models import Erasure, User
from accounts_service.people.permissions import CanEndOwnAccess, CanSeeErasures
from accounts_service.people.serializers import ErasureSerializer, LeaveSerializer
from chassis.api.views import ListMixin, ResourceViewSet, RetrieveMixin
from chassis.jobs.models import Job
from chassis.jobs.serializers import JobSerializer
from chassis.sagas.models import Saga
from chassis.sagas.serializers import SagaSerializer


class LeavingMixin:
    """What can be asked for when somebody leaves."""

    @extend_schema(request=LeaveSerializer, responses={202: SagaSerializer})
    @action(detail=True, methods=["post"], serializer_class=LeaveSerializer)
    def leave(self: Any, request: Any, **kwargs: Any) -> Response:
        """Let somebody go: a flow over all services, which the answer's `Location` shows.

        Their open tasks, and what comes round for them, go to `tasks_to` or to nobody, each with a
        note. For each thing that they have a task is made to get it back. Then their access ends,
        and what they reserved is cancelled. The step `left` tells what they still have. Asked
        again while it goes on, it is the same flow; a service that is away is waited for.
        """
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        words = {"by": request.caller, "at": now(), **form.validated_data}
        return _flow(actions.leave(user=self.get_object(), **words))

    @extend_schema(request=None, responses={202: SagaSerializer})
    @action(detail=True, methods=["post"])
    def erase(self: Any, request: Any, **kwargs: Any) -> Response:
        """Forget somebody who has left, in all services. Nothing brings them back.

        Refused while they can sign in (409 `still_here`); the flow ends without having done
        anything while they have gear (`holds_gear`): let them leave first. What they did stays,
        of "Erased person 7F3A"; `erasures/` has the receipt.
        """
        return _flow(actions.erase(user=self.get_object(), by=request.caller, at=now()))

    @extend_schema(request=None, responses={202: JobSerializer})
    @action(detail=True, methods=["post"])
    def export(self: Any, request: Any, **kwargs: Any) -> Response:
        """Put together all that is known of somebody, in all services: a job with a zip file.

        Only they and admins see the job and its file.
        """
        return _job(actions.export_person(user=self.get_object(), by=request.caller))

    @extend_schema(request=None, responses={202: JobSerializer})
    @action(
        detail=False,
        methods=["post"],
        url_path="me/export",
        permission_classes=(CanEndOwnAccess,),
        pagination_class=None,
        filter_backends=(),
    )
    def export_me(self: Any, request: Any) -> Response:
        """Put together all that is known of you, in all services: a job with a zip file."""
        person: User | None = selectors.me(request.caller).first()
        if person is None:
            raise Http404
        return _job(actions.export_person(user=person, by=request.caller))


class ErasureViewSet(RetrieveMixin, ListMixin, ResourceViewSet):
    """Receipts: who asked that somebody be forgotten, when, and how much of what went."""

    queryset = Erasure.objects.none()
    serializer_class = ErasureSerializer
    permission_classes = (CanSeeErasures,)
    filterset_class = ErasureFilter

    def get_queryset(self) -> QuerySet[Erasure]:
        """Return them all, for admins."""
        return Erasure.objects.all()


def _flow(saga: Saga) -> Response:
    where = reverse("saga-detail", [saga.pk])
    return Response(SagaSerializer(saga).data, status=202, headers={"Location": where})


def _job(job: Job) -> Response:
    where = reverse("job-detail", [job.pk])
    return Response(JobSerializer(job).data, status=202, headers={"Location": where})
