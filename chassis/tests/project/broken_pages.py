"""Pages that break, each in its own way."""

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from chassis.tests.project.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def _raiser(error: Exception):
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    path("breaks/", _raiser(RuntimeError("a secret"))),
    path("forbids/", _raiser(PermissionDenied())),
    path("database-away/", _raiser(OperationalError("a secret"))),
]
