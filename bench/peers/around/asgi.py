"""The records of an ASGI application, as a middleware without a request object."""

import time
from typing import Any

from bench.peers.around import records


class RecordsMiddleware:
    """Give each request its id, log it, measure it."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer the request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500
        headers = scope["headers"]
        given = next((value for name, value in headers if name == b"x-request-id"), b"")
        request_id = records.request_id(given.decode("latin-1"))

        async def sending(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((b"x-request-id", request_id.encode()))
            await send(message)

        await self.app(scope, receive, sending)
        route = scope.get("route")
        records.answered(
            method=scope["method"],
            route=route.path if route else "unmatched",
            path=scope["path"],
            status=status,
            seconds=time.perf_counter() - started,
            id=request_id,
        )
