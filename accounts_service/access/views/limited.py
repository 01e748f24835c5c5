"""What is answered to whoever tried too often."""

from datetime import timedelta
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from accounts_service.access.errors import TriedTooOften


class LimitedMixin:
    """A page whose verbs may raise TriedTooOften: 429, and when it is worth another try."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or say when to come back."""
        try:
            parent: Any = super()
            answer: HttpResponse = parent.dispatch(request, *args, **kwargs)
            return answer
        except TriedTooOften as error:
            return too_often(request, error)


def too_often(request: HttpRequest, error: TriedTooOften) -> HttpResponse:
    """Return the page that says when to come back; the same whether or not an account exists."""
    context = {
        "minutes": ceil(error.wait / 60),
        "at": timezone.now() + timedelta(seconds=error.wait),
    }
    response = render(request, "access/too_often.html", context, status=429)
    response["Retry-After"] = str(error.wait)
    add_never_cache_headers(response)
    return response
