"""The records of a Django application, as a middleware."""

import time
from typing import Any

from bench.peers.around import records


def records_middleware(get_response: Any) -> Any:
    """Give each request its id, log it, measure it."""

    def middleware(request: Any) -> Any:
        started = time.perf_counter()
        request_id = records.request_id(request.headers.get("X-Request-ID", ""))
        response = get_response(request)
        response["X-Request-ID"] = request_id
        records.answered(
            method=request.method,
            route=request.resolver_match.route if request.resolver_match else "unmatched",
            path=request.path,
            status=response.status_code,
            seconds=time.perf_counter() - started,
            id=request_id,
        )
        return response

    return middleware
