"""Sessions end here when their sign-in has ended at the provider."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse

from chassis.logins.checking import holds


class SignInMiddleware:
    """Take a session away whose sign-in does not hold; requests without one pay nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, as nobody's if the session is over."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and _is_over(request):
            auth.logout(request)
        return self.get_response(request)


def _is_over(request: HttpRequest) -> bool:
    return request.user.is_authenticated and not holds(request.user, request.session)
