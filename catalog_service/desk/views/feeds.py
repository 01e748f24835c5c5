"""Calendars that programs subscribe to: the API that makes them, and their secret addresses."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.timezone import now
from django.views import View
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from catalog_service.desk import actions, selectors
from catalog_service.desk.errors import NoSuchCalendar
from catalog_service.desk.filters import CalendarFeedFilter
from catalog_service.desk.models import CalendarFeed
from catalog_service.desk.permissions import CanSubscribe
from catalog_service.desk.serializers import (
    CalendarFeedSerializer,
    MadeCalendarFeedSerializer,
    NewCalendarFeedSerializer,
)
from chassis import calendars
from chassis.api.etags import etag
from chassis.api.views import ListMixin, ResourceViewSet, RetrieveMixin
from chassis.errors.pages import not_found
from chassis.history.api import HistoryMixin
from chassis.idempotency.once import SecretResponse


class CalendarFeedViewSet(RetrieveMixin, ListMixin, HistoryMixin, ResourceViewSet):
    """Bookings as calendars (iCalendar) for phones and mail programs, each at a secret address.

    You see your own, the desk sees all. When your access ends, or you get another role, they end.
    """

    queryset = CalendarFeed.objects.none()
    serializer_class = CalendarFeedSerializer
    permission_classes = (CanSubscribe,)
    filterset_class = CalendarFeedFilter

    def get_queryset(self) -> QuerySet[CalendarFeed]:
        """Return the calendars that exist for the caller."""
        return selectors.feeds_for(self.request.caller)

    @extend_schema(request=NewCalendarFeedSerializer, responses={201: MadeCalendarFeedSerializer})
    def create(self, request: Any) -> Response:
        """Make a calendar of your own bookings, or at the desk of all.

        This answer alone says its address. It is not kept: a repeat with the same Idempotency-Key
        is 409 with the id.
        """
        form = NewCalendarFeedSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        made = actions.make_feed(by=request.caller, **form.validated_data)
        path = f"{reverse('calendar-feed')}?{urlencode({'token': made.secret})}"
        body = {**CalendarFeedSerializer(made.feed).data, "url": f"{settings.PUBLIC_URL}{path}"}
        where = f"{request.path.rstrip('/')}/{made.feed.pk}/"
        headers = {"Location": where, "ETag": etag(made.feed), "Cache-Control": "no-store"}
        return SecretResponse(body, status=201, headers=headers)

    @extend_schema(request=None, responses=CalendarFeedSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Any, **kwargs: Any) -> Response:
        """Revoke a calendar: its address shows nothing any more. To do it again changes nothing."""
        feed = actions.revoke_feed(calendarfeed=self.get_object(), by=request.caller, at=now())
        return Response(self.get_serializer(feed).data, headers={"ETag": etag(feed)})


class FeedView(View):
    """A calendar for whoever knows its secret, which stands in the query: paths are in logs."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it; 304 to who has it already."""
        at = now()
        try:
            feed = actions.read_feed(secret=request.GET.get("token", ""), at=at)
        except NoSuchCalendar:
            return not_found(request)
        text = calendars.written(
            feed.name, selectors.entries_of(feed, at=at), host=request.get_host()
        )
        tag = calendars.etag(text)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return HttpResponseNotModified(headers=headers)
        return HttpResponse(text, content_type=calendars.CONTENT_TYPE, headers=headers)
