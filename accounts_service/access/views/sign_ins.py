"""For services: whether a sign-in that they keep a session of still holds."""

from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts_service.access.selectors import sign_ins
from accounts_service.access.serializers import SignInQuerySerializer
from chassis.auth.permissions import ServiceOnly


class SignInCheckView(APIView):
    """Tell who holds a sign-in and what they may do at the service that asks; 404 if it is over."""

    permission_classes = (ServiceOnly,)
    schema = None

    def get(self, request: Request, person_id: UUID) -> Response:
        """Look at the sign-in."""
        query = SignInQuerySerializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        person = sign_ins.holder(person_id=person_id, **query.validated_data)
        if person is None:
            raise Http404
        return Response(
            {
                "name": str(person),
                "roles": [person.role],
                "scopes": sign_ins.scopes_at(str(request.user.pk), person=person),
            }
        )
