"""The records of a Flask application, and its bearer tokens, as hooks."""

import time

from flask import Flask, Response, abort, g, request

from bench.peers.around import bearer, records

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def surround(app: Flask) -> None:
    """Let each request have its id and its caller; log it, measure it."""
    app.before_request(_begin)
    app.before_request(_authenticate)
    app.after_request(_end)


def _begin() -> None:
    g.started = time.perf_counter()
    g.request_id = records.request_id(request.headers.get("X-Request-ID", ""))


def _authenticate() -> None:
    try:
        g.user = bearer.user(request.headers.get("Authorization", ""))
    except bearer.Refused:
        abort(401, "The token is not valid.")
    if (bearer.READ if request.method in SAFE_METHODS else bearer.WRITE) not in g.user.scopes:
        abort(403, "The token does not allow this.")


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    records.answered(
        method=request.method,
        route=request.url_rule.rule if request.url_rule else "unmatched",
        path=request.path,
        status=response.status_code,
        seconds=time.perf_counter() - g.started,
        id=g.request_id,
    )
    return response
