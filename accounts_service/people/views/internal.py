"""What other services ask of people."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts_service.people import actions
from accounts_service.people.models import User
from accounts_service.people.serializers import NoticeSerializer
from chassis.auth.authentication import BearerAuthentication
from chassis.auth.permissions import ServiceOnly


class LetterView(APIView):
    """Write to somebody: accounts alone knows their address. The same key is the same mail."""

    authentication_classes = (BearerAuthentication,)
    permission_classes = (ServiceOnly,)
    schema = None  # not for the public contract

    @transaction.atomic
    def post(self, request: Request) -> Response:
        """Enqueue a mail."""
        form = NoticeSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        notice = dict(form.validated_data)
        person = get_object_or_404(User, pk=notice.pop("person"))
        caller, key = request.user, notice.pop("key")
        actions.pass_on(person=person, by=caller, key=key, notice=notice)  # type: ignore[arg-type]
        return Response(status=202)
