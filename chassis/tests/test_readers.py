"""Pages for people in a browser: who may see one, whose clock it goes by, how it writes."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from chassis.pages.views import Page, on_row
from chassis.tests.project.notes import actions
from chassis.tests.project.notes.models import Note

ADDRESS = "/chassis/board/?of=today"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Board(Page):
    """What the tests look at."""

    scope = "notes:read"

    def get(self, request: Any) -> HttpResponse:
        """Tell the time."""
        return HttpResponse(f"{timezone.localtime(NOON):%H:%M}")

    def post(self, request: Any, pk: Any) -> HttpResponse:
        """Change a note."""
        self.do(on_row(actions.change_note, Note.objects.all(), pk), title="Changed")
        return HttpResponse()


@pytest.fixture
def look(admin_user):
    """Ask for the page as somebody with some scopes, and a clock."""
    admin_user.scopes = ["notes:read"]

    def look(*, user: Any = admin_user, zone: str = "", method: str = "get", **words: Any) -> Any:
        request = getattr(RequestFactory(), method)(ADDRESS)
        request.user = user
        if zone:
            request.COOKIES["chassis_zone"] = zone
        for middleware in (SessionMiddleware, MessageMiddleware):
            middleware(lambda _: HttpResponse()).process_request(request)
        return Board.as_view()(request, **words)

    return look


def test_nobody_is_led_to_the_sign_in_and_back(look):
    answer = look(user=AnonymousUser())

    assert answer.status_code == 302
    assert answer["Location"] == "/chassis/sign-in/?next=%2Fchassis%2Fboard%2F%3Fof%3Dtoday"


def test_who_lacks_the_scope_is_told_which(look, admin_user):
    admin_user.scopes = []

    answer = look()

    assert answer.status_code == 403
    assert "This needs the scope notes:read" in answer.content.decode()
    assert "Times are those of UTC." in answer.content.decode()


@pytest.mark.parametrize(
    ("zone", "said"),
    [("", "12:00"), ("Asia/Tokyo", "21:00"), ("Nowhere/City", "12:00"), ("America", "12:00")],
)
def test_times_are_those_of_the_reader(look, zone, said):
    assert look(zone=zone).content.decode() == said


def test_nothing_of_it_is_kept_or_stands_inline(look):
    answer = look()

    assert "no-store" in answer["Cache-Control"]
    assert answer._csp_replace == {"script-src": ["'self'"], "style-src": ["'self'"]}


def test_it_writes_as_whoever_reads_it(look, admin_user):
    note = Note.objects.create(title="Before")

    assert look(method="post", pk=note.pk).status_code == 200

    note.refresh_from_db()
    assert note.title == "Changed"
    with pytest.raises(Http404):
        look(method="post", pk=uuid4())
