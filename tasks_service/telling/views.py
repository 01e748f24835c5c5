"""The API of telling."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from chassis.api.etags import etag
from chassis.api.views import CallerViewSet, ListMixin, ResourceViewSet, RetrieveMixin
from tasks_service.telling import actions, selectors
from tasks_service.telling.filters import NotificationFilter
from tasks_service.telling.models import Notification
from tasks_service.telling.permissions import CanBeTold
from tasks_service.telling.serializers import (
    NotificationSerializer,
    PreferencesSerializer,
    ReadSerializer,
    UnreadSerializer,
)


class NotificationViewSet(RetrieveMixin, ListMixin, ResourceViewSet):
    """What concerns you: what you were given, where you were named, what is due."""

    queryset = Notification.objects.none()
    serializer_class = NotificationSerializer
    permission_classes = (CanBeTold,)
    filterset_class = NotificationFilter

    def get_queryset(self) -> QuerySet[Notification]:
        """Return what the caller was told."""
        return selectors.notifications_for(self.request.caller)

    @extend_schema(responses=UnreadSerializer)
    @action(detail=False, pagination_class=None, filter_backends=())
    def unread(self, request: Request) -> Response:
        """Count what you have not seen."""
        return Response({"unread": self.get_queryset().filter(read_at=None).count()})

    @extend_schema(request=None, responses=NotificationSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        """Mark one as read."""
        row = self.get_object()
        row = actions.mark_read(notification=row, by=self.request.caller, at=now())
        return Response(NotificationSerializer(row).data, headers={"ETag": etag(row)})

    @extend_schema(request=None, responses=ReadSerializer)
    @action(
        detail=False,
        methods=["post"],
        url_path="read-all",
        pagination_class=None,
        filter_backends=(),
    )
    def read_all(self, request: Request) -> Response:
        """Mark all as read."""
        return Response({"read": actions.mark_all_read(by=self.request.caller, at=now())})


class PreferenceViewSet(CallerViewSet):
    """How you like to be told: of each kind, in the app and by mail."""

    queryset = Notification.objects.none()
    serializer_class = PreferencesSerializer
    permission_classes = (CanBeTold,)
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=PreferencesSerializer)
    def list(self, request: Any) -> Response:
        """Read how you are told, of each kind."""
        return self._told()

    @extend_schema(responses={200: PreferencesSerializer})
    def create(self, request: Any) -> Response:
        """Say how you like to be told of some kinds; of the others it stays as it is."""
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        said = [dict(each) for each in form.validated_data["kinds"]]
        actions.prefer(by=request.caller, likes={each.pop("kind"): each for each in said})
        return self._told()

    def _told(self) -> Response:
        kinds = selectors.preferences_of(self.request.caller)
        return Response(PreferencesSerializer({"kinds": kinds}).data)
