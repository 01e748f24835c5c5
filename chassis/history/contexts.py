"""Writes that belong together: their history says so, and they can be undone together."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pghistory


@contextmanager
def together(**metadata: str) -> Iterator[UUID]:
    """Let the writes inside share one context, the open one if there is one; yield its id."""
    with pghistory.context(**metadata) as context:
        yield context.id
