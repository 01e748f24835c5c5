"""Calendars that programs subscribe to: the API that makes them, and their secret addresses."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar
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

from chassis import calendars
from chassis.api.etags import etag
from chassis.api.views import ListMixin, ResourceViewSet, RetrieveMixin
from chassis.calendars import actions
from chassis.calendars.errors import NoSuchCalendar
from chassis.calendars.serializers import MadeCalendarFeedSerializer, NewCalendarFeedSerializer
from chassis.errors.pages import not_found
from chassis.history.api import HistoryMixin
from chassis.idempotency.once import SecretResponse


class SecretCalendarViewSet(RetrieveMixin, ListMixin, HistoryMixin, ResourceViewSet):
    """The base of their API: `calendars` is the table, `place` the name of the secret address."""

    calendars: ClassVar[Any]
    place: ClassVar[str] = "calendar-feed"

    def get_queryset(self) -> "QuerySet[Any]":
        """Return the calendars that exist for the caller: their own, at the desk all."""
        caller, feeds = self.request.caller, self.calendars.objects.all()
        if caller.sees_all:
            return feeds
        return feeds.filter(owner=caller.person_id) if caller.person_id else feeds.none()

    @extend_schema(request=NewCalendarFeedSerializer, responses={201: MadeCalendarFeedSerializer})
    def create(self, request: Any) -> Response:
        """Make a calendar of your own, or at the desk of all.

        This answer alone says its address. It is not kept: a repeat with the same Idempotency-Key
        is 409 with the id.
        """
        form = NewCalendarFeedSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        table = self.calendars.objects.all()
        made = actions.make_feed(calendars=table, by=request.caller, **form.validated_data)
        path = f"{reverse(self.place)}?{urlencode({'token': made.secret})}"
        body = {**self.get_serializer(made.feed).data, "url": f"{settings.PUBLIC_URL}{path}"}
        where = f"{request.path.rstrip('/')}/{made.feed.pk}/"
        headers = {"Location": where, "ETag": etag(made.feed), "Cache-Control": "no-store"}
        return SecretResponse(body, status=201, headers=headers)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Any, **kwargs: Any) -> Response:
        """Revoke a calendar: its address shows nothing any more. To do it again changes nothing."""
        feed = actions.revoke_feed(calendarfeed=self.get_object(), by=request.caller, at=now())
        return Response(self.get_serializer(feed).data, headers={"ETag": etag(feed)})


class SecretCalendarView(View):
    """A calendar for whoever knows its secret, which stands in the query: paths are in logs.

    `here` gives the people who are here, `entries_of(feed, at=)` what a calendar shows.
    """

    calendars: ClassVar[Any]
    here: ClassVar[Callable[[], Any]]
    entries_of: ClassVar[Callable[..., Iterable[calendars.Entry]]]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it; 304 to who has it already."""
        at, secret = now(), request.GET.get("token", "")
        table, here = self.calendars.objects.all(), type(self).here()
        try:
            feed: Any = actions.read_feed(calendars=table, here=here, secret=secret, at=at)
        except NoSuchCalendar:
            return not_found(request)
        entries = type(self).entries_of(feed, at=at)
        text = calendars.written(feed.name, entries, host=request.get_host())
        tag = calendars.etag(text)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if tag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return HttpResponseNotModified(headers=headers)
        return HttpResponse(text, content_type=calendars.CONTENT_TYPE, headers=headers)
