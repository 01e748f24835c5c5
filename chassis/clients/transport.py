"""One exchange with another service: both time limits, a bounded body, no redirects, no proxies."""

import time
from collections.abc import Mapping

import urllib3

from chassis.clients.answer import Answer

LARGEST_BODY = 10_000_000
CHUNK = 65_536
CONNECT_SECONDS = 0.5
FAIR_SECONDS = 0.25  # who had less than this to answer was not slow, but asked too late


class ExchangeFailed(Exception):
    """No whole answer came. `is_fair` tells whether the other side had the time to give one."""

    def __init__(self, why: str, *, is_fair: bool = True) -> None:
        super().__init__(why)
        self.is_fair = is_fair


def new_pool(size: int) -> urllib3.PoolManager:
    """Return connections of this process; more than `size` at once are opened and thrown away."""
    return urllib3.PoolManager(num_pools=1, maxsize=size, retries=False)


def exchange(
    pool: urllib3.PoolManager,
    method: str,
    url: str,
    *,
    headers: Mapping[str, str],
    body: bytes | None,
    seconds: float,
    ends_at: float,
) -> Answer:
    """Send a request and read the whole answer, waiting `seconds` for it, and never past `ends_at`.

    Raises ExchangeFailed.
    """
    left = ends_at - time.monotonic()
    limit = min(seconds, left)
    if limit <= 0:
        raise ExchangeFailed("there is no time left", is_fair=False)
    timeout = urllib3.Timeout(connect=min(CONNECT_SECONDS, limit), read=limit, total=left)
    try:
        response = pool.request(
            method,
            url,
            headers=dict(headers),
            body=body,
            timeout=timeout,
            redirect=False,
            preload_content=False,
        )
        content = _read(response, min(time.monotonic() + seconds, ends_at))
    except urllib3.exceptions.TimeoutError as error:
        is_fair = limit >= min(FAIR_SECONDS, seconds)
        raise ExchangeFailed(str(error), is_fair=is_fair) from error
    except urllib3.exceptions.HTTPError as error:
        raise ExchangeFailed(str(error)) from error
    return Answer(response.status, response.headers, content)


def _read(response: urllib3.BaseHTTPResponse, until: float) -> bytes:
    """Piece by piece: the limit of a read says nothing of who sends a byte now and then."""
    content, is_whole = bytearray(), False
    try:
        while piece := _piece(response, until):
            content += piece
            if len(content) > LARGEST_BODY:
                raise ExchangeFailed("the answer is too large")
        is_whole = True
    finally:
        if not is_whole:
            response.close()  # the rest of it must not be taken for the next answer
        response.release_conn()
    return bytes(content)


def _piece(response: urllib3.BaseHTTPResponse, until: float) -> bytes:
    """Wait no longer than is left.

    Of an answer that ends its connection the socket is out of reach: the last wait for a piece may
    there be as long as the first.
    """
    left = until - time.monotonic()
    if left <= 0:
        raise ExchangeFailed("the answer comes too slowly")
    socket = getattr(response.connection, "sock", None)
    if socket:
        socket.settimeout(left)
    return response.read1(CHUNK)
