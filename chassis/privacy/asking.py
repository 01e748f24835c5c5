"""Whom to forget is asked of the service that wants it, when it is done.

So the words are kept nowhere else: in no job, no flow and no receipt.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings

from chassis.clients import Upstream
from chassis.events.wire import converted
from chassis.privacy.errors import NothingToForget
from chassis.privacy.words import Erasure

SECONDS = 5.0
Source = Callable[[UUID], Erasure]
_sources: list[Source] = []


def erasures(source: Source) -> Source:
    """Have a service say whom to forget: `(id of the erasure) -> Erasure`, while it is not over."""
    _sources[:] = [source]
    return source


def told(id: UUID) -> Erasure:
    """Return whom to forget, as this service says. Raises NothingToForget."""
    if not _sources:
        raise NothingToForget
    return _sources[0](id)


def whom(id: UUID, *, of: str) -> Erasure:
    """Return whom to forget, as a service says: this one or another."""
    if of == settings.SERVICE:
        return told(id)
    path = f"/internal/privacy/erasures/{id}/"
    answer: Any = Upstream(of).get(path, timeout=SECONDS, deadline=2 * SECONDS).json()
    erasure: Erasure = converted(answer, Erasure)
    return erasure
