"""Have this service's stream told anew, from an outbox in which the words are gone.

Redis keeps what was deleted or trimmed from a stream among its neighbours, and in the file of what
it was told. So the whole stream goes, and the file is written anew. The relay sees that Redis
forgot, and sends the outbox again; who has heard it drops the repeats.
"""

import time
from typing import Any

from django.conf import settings

from chassis.events.names import epoch_key, head_key, stream_of
from chassis.events.streams import redis

PATIENCE_SECONDS, LOOKS_EVERY_SECONDS = 10.0, 0.1


def tell_anew() -> None:
    """Drop the stream, and have Redis write its file anew, if it keeps one."""
    stream = stream_of(settings.SERVICE)
    redis().delete(stream, epoch_key(stream), head_key(stream))
    until = time.monotonic() + PATIENCE_SECONDS
    while (kept := _persistence())["aof_rewrite_in_progress"] and time.monotonic() < until:
        time.sleep(LOOKS_EVERY_SECONDS)  # what is being written may have been read before
    if kept["aof_enabled"]:
        redis().bgrewriteaof()  # refused if one is still under way: the job is tried again


def _persistence() -> dict[str, Any]:
    found: Any = redis().info("persistence")
    return dict(found)
