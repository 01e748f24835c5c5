"""What a service tells another of somebody: for their archive, and to forget them."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chassis.api.filters import refuse_unknown
from chassis.api.ids import IdField
from chassis.api.renderers import ProblemJSONRenderer
from chassis.auth.permissions import ServiceOnly
from chassis.privacy import asking, feeds


class AskedSerializer(serializers.Serializer[Any]):
    """Of whom, and from where on."""

    subject = IdField()
    cursor = serializers.CharField(required=False, default="", max_length=100)


class InternalView(APIView):
    """For services only."""

    schema = None  # no part of the public contract
    permission_classes = (ServiceOnly,)
    renderer_classes = (ProblemJSONRenderer,)


class ContentsView(InternalView):
    """Which sections there are: `[{name, says}]`."""

    def get(self, request: Request) -> Response:
        """Read them all."""
        return Response(feeds.contents())


class SectionView(InternalView):
    """The rows of one section that are about somebody: `{next, results}`."""

    def get(self, request: Request, name: str) -> Response:
        """Read a page (`?subject=`, `?cursor=`)."""
        refuse_unknown(request, [*AskedSerializer().fields])
        form = AskedSerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        asked = form.validated_data
        return Response(feeds.page(name, asked["subject"], after=asked["cursor"]))


class ErasureView(InternalView):
    """Whom to forget, by which words, until it is over."""

    def get(self, request: Request, id: UUID) -> Response:
        """Read it."""
        erasure = asking.told(id)
        return Response(
            {
                "subject": str(erasure.subject),
                "words": [*erasure.words],
                "names": [*erasure.names],
                "called": erasure.called,
            }
        )
