"""Have this service's stream told anew, from an outbox in which the words are gone.

Redis keeps what was deleted or trimmed from a stream among its neighbours, and in the file of what
it was told. So the whole stream goes, and the file is written anew. The relay sees that Redis
forgot, and sends the outbox again; who has heard it drops the repeats.
"""

import time

from django.conf import settings

from chassis.events.names import epoch_key, head_key, stream_of
from chassis.events.streams import redis

PATIENCE_SECONDS, LOOKS_EVERY_SECONDS = 10.0, 0.1


def tell_anew() -> None:
    """Drop the stream, and have Redis write its file anew, if it keeps one."""
    stream = stream_of(settings.SERVICE)
    redis().delete(stream, epoch_key(stream), head_key(stream))
    if redis().info("persistence")["aof_enabled"]:
        _write_anew()


def _write_anew() -> None:
    """Redis refuses while it is at that: what it is writing may have been read before."""
    from redis.exceptions import ResponseError  # no process that answers requests needs it

    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            redis().bgrewriteaof()
        except ResponseError:
            if time.monotonic() > until:
                raise  # the job is tried again
            time.sleep(LOOKS_EVERY_SECONDS)
        else:
            return
