"""The internal door of steps: what other services' flows ask of this one."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.api.renderers import ProblemJSONRenderer
from chassis.auth.authentication import BearerAuthentication
from chassis.auth.permissions import ServiceOnly
from chassis.history.middleware import record_actor
from chassis.sagas import receiving
from chassis.sagas.models import Receipt
from chassis.sagas.serializers import AskSerializer, KeySerializer


class InternalView(APIView):
    """For services only."""

    schema = None  # no part of the public contract
    authentication_classes = (BearerAuthentication,)
    permission_classes = (ServiceOnly,)
    renderer_classes = (ProblemJSONRenderer,)


class StepView(InternalView):
    """Do a step once: `{outcome: done, made}` or `{outcome: refused, code, detail}`, for ever."""

    @transaction.atomic
    def post(self, request: Request, name: str) -> Response:
        """Do it, or say again what came of it."""
        form = AskSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        said = form.validated_data.pop("said")
        by: Any = request.user
        record_actor(by.id)
        key = receiving.Key(name=name, **form.validated_data)
        return Response(_told(receiving.do(key, said=said, by=by, at=timezone.now())))


class UndoView(InternalView):
    """Take a step back: `{outcome: undone}`, also if it never came."""

    @transaction.atomic
    def post(self, request: Request, name: str) -> Response:
        """Take it back; if it comes later it is refused."""
        form = KeySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        by: Any = request.user
        record_actor(by.id)
        key = receiving.Key(name=name, **form.validated_data)
        return Response(_told(receiving.take_back(key, by=by, at=timezone.now())))


def _told(receipt: Receipt) -> dict[str, Any]:
    if receipt.refusal and receipt.outcome == "refused":
        return {"outcome": receipt.outcome, **receipt.refusal}
    return {"outcome": receipt.outcome, "made": receipt.made}
