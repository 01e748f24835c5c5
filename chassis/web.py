"""The WSGI application of a service."""

import gc
from collections.abc import Callable
from typing import Any

import django
from django.core import signals
from django.core.cache import close_caches
from django.core.handlers.base import reset_urlconf
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from django.http import HttpResponseBase
from django.urls import get_resolver

from chassis.memory import take_large_pages
from chassis.postgres.statements import database
from chassis.resting import Application, rested


def application() -> Application:
    """Return Django's application with every view loaded, and no request waiting for that.

    The garbage collector leaves alone what is loaded: looking through it took each time 0.1 s of
    all threads, and nothing of it ever goes.
    """
    django.setup(set_prefix=False)
    made = Handler()
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    take_large_pages()
    return rested(made)


class Handler(WSGIHandler):
    """Django's handler, without what it does for each request and no request of ours needs.

    A service is mounted at the root. What listens to the beginning of a request is the connection
    that may be too old, of which there is one; to its end nobody: the next request says its own
    URLconf, and there is no cache to be closed. With DEBUG, the list of queries ends by itself.
    """

    def __init__(self) -> None:
        super().__init__()
        for receiver in (close_old_connections, reset_urlconf, close_caches):
            signals.request_finished.disconnect(receiver)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> HttpResponseBase:
        """Answer a request."""
        database().close_if_unusable_or_obsolete()
        answer: HttpResponseBase = self.get_response(self.request_class(environ))
        cookies = (("Set-Cookie", each.output(header="")) for each in answer.cookies.values())
        start(f"{answer.status_code} {answer.reason_phrase}", [*answer.items(), *cookies])
        return answer
