"""The one address."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(request: HttpRequest) -> HttpResponse:
    """Greet."""
    return HttpResponse(b'{"hello":"world"}', content_type="application/json")


urlpatterns = [path("hello/", hello)]
