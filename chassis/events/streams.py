"""Redis, as events use it: transport only, and never waited for longer than two seconds."""

from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from redis import Redis


@cache
def client(url: str) -> "Redis":
    """Return the client of this process for a database of Redis."""
    from redis import Redis  # 6 MB that no process which answers requests needs
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    return Redis.from_url(
        url,
        protocol=2,
        decode_responses=False,
        socket_timeout=2,
        socket_connect_timeout=1,
        # Whoever calls tries again later, with what is true then.
        retry=Retry(NoBackoff(), 0),
    )


def redis() -> "Redis":
    """Return the client for this service's events."""
    return client(settings.EVENTS_URL)
