"""Programs take a shorter way to the API than browsers: past sessions, forms and pages.

Both ways lead through the same resolver to the same views. `MIDDLEWARE` is the whole way;
`API_MIDDLEWARE` is the short one, from this gate on.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, cast

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.urls import ResolverMatch, URLResolver, get_resolver
from django.utils.module_loading import import_string

from chassis.headers import add, known

Way = Callable[[HttpRequest], HttpResponse]

ADDRESSES, LONGEST = 1024, 256  # that a process remembers, and their letters
PAGES = ("text/html", "text/*")
HOOKS = ("process_view", "process_exception", "process_template_response")


class Gate:
    """Middleware that sends each request its way. Any doubt is for the whole one."""

    def __init__(self, get_response: Way) -> None:
        self.whole_way = get_response
        self.short_way = short_way(settings.API_MIDDLEWARE)
        name = settings.SERVICE
        self.addresses = (f"/{name}/api/v1/", f"/{name}/internal/")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if request.path_info.startswith(self.addresses) and _is_of_a_program(request):
            return self.short_way(request)
        return self.whole_way(request)


def _is_of_a_program(request: HttpRequest) -> bool:
    """Tell whether it shows a token, can have no session, and wants no page."""
    meta = request.META
    wanted = meta.get("HTTP_ACCEPT", "").lower()
    return (
        meta.get("HTTP_AUTHORIZATION", "")[:7].lower() == "bearer "
        and not meta.get("HTTP_COOKIE")
        and not any(page in wanted for page in PAGES)
        and "format=" not in meta.get("QUERY_STRING", "")
    )


def short_way(names: Iterable[str]) -> Way:
    """Return the way to the views through these middlewares, as Django makes it of MIDDLEWARE."""
    handler: Any = _Handler()
    handler._view_middleware = []
    handler._exception_middleware = []
    handler._template_response_middleware = []
    way: Any = convert_exception_to_response(handler._get_response)
    for name in reversed([*names]):
        middleware = import_string(name)(way)
        if hooks := [hook for hook in HOOKS if hasattr(middleware, hook)]:
            raise ImproperlyConfigured(f"{name} has {hooks[0]}, which only MIDDLEWARE calls.")
        way = convert_exception_to_response(middleware)
    return cast(Way, way)


class _Handler(BaseHandler):
    """Django's handler, which remembers what answers an address.

    To go through all patterns down to it took a ninth of a plain answer's calls.
    """

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """Find the view. Raises Resolver404."""
        path = request.path_info
        find = _known if len(path) <= LONGEST else _found
        request.resolver_match = match = find(get_resolver(), path)
        return match

    def _get_response(self, request: HttpRequest) -> Any:
        """Call the view. Django would look for hooks, for transactions, and whether it is async."""
        view, words, named = self.resolve_request(request)
        answer: Any = view(request, *words, **named)
        return answer.render() if hasattr(answer, "render") else answer


def _found(resolver: URLResolver, path: str) -> ResolverMatch:
    return resolver.resolve(path)


_known = lru_cache(ADDRESSES)(_found)


class HeadersMiddleware:
    """What the whole way puts on all of its answers, made once: on an answer that is no page it is
    always the same. The policy has no nonce; HSTS and redirects to TLS are the gateway's.
    """

    def __init__(self, get_response: Way) -> None:
        self.get_response = get_response
        empty = HttpResponse()
        del empty["Content-Type"]
        behind: Any = SecurityMiddleware(XFrameOptionsMiddleware(lambda _: empty))
        made = behind(HttpRequest())
        made[HEADER] = build_policy()
        self.always = known(dict(made.items()))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        add(response, self.always)
        return response
