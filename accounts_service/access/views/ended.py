"""Sessions of accounts that were ended from elsewhere."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse

from accounts_service.access.actions import sessions


class EndedMiddleware:
    """Take an ended session away; requests without one pay nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, as nobody's if the session is over."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            person: Any = request.user
            if person.is_authenticated and sessions.is_over(request.session, person_id=person.id):
                auth.logout(request)
        return self.get_response(request)
