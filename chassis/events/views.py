"""Dead letters in the API."""

from typing import Any, ClassVar

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from chassis.api.views import ListMixin, ResourceViewSet, RetrieveMixin
from chassis.auth.permissions import CanOperate
from chassis.events import actions, selectors
from chassis.events.filters import DeadLetterFilter
from chassis.events.models import DeadLetter
from chassis.events.serializers import (
    DeadLetterSerializer,
    DiscardSerializer,
    ReplayedSerializer,
    ReplaySerializer,
)


class DeadLetterViewSet(RetrieveMixin, ListMixin, ResourceViewSet):
    """Events of other services that could not be applied here, with the reason.

    What fails is tried five times, then parked. Whoever runs the service looks, mends the cause,
    and replays or discards. An event that is replayed takes effect once.
    """

    queryset = DeadLetter.objects.all()
    serializer_class = DeadLetterSerializer
    permission_classes = (CanOperate,)
    filterset_class = DeadLetterFilter
    ordering_fields: ClassVar[tuple[str, ...]] = ("created_at",)

    @extend_schema(request=None, responses=DeadLetterSerializer)
    @action(detail=True, methods=["post"])
    def replay(self, request: Any, **kwargs: Any) -> Response:
        """Try a parked or discarded letter again: five times, then it is parked again."""
        letter = actions.replay(letter=self.get_object(), by=request.caller, at=timezone.now())
        return Response(DeadLetterSerializer(letter).data)

    @extend_schema(request=DiscardSerializer, responses=DeadLetterSerializer)
    @action(detail=True, methods=["post"], serializer_class=DiscardSerializer)
    def discard(self, request: Any, **kwargs: Any) -> Response:
        """Never apply a letter; the reason stays with it, and a replay undoes it."""
        form = DiscardSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        now, words = timezone.now(), form.validated_data
        letter = actions.discard(letter=self.get_object(), by=request.caller, at=now, **words)
        return Response(DeadLetterSerializer(letter).data)

    @extend_schema(
        operation_id="dead_letters_replay_many",
        request=ReplaySerializer,
        responses=ReplayedSerializer,
        filters=False,
    )
    @action(
        detail=False,
        methods=["post"],
        url_path="replay",
        url_name="replay-all",
        serializer_class=ReplaySerializer,
        filter_backends=(),
        pagination_class=None,
    )
    def replay_all(self, request: Any, **kwargs: Any) -> Response:
        """Try parked letters again: all, or those of a type or consumer, or since a time."""
        form = ReplaySerializer(data=request.data)
        form.is_valid(raise_exception=True)
        letters = selectors.letters(**form.validated_data)
        count = actions.replay_all(letters=letters, by=request.caller, at=timezone.now())
        return Response({"replayed": count})
