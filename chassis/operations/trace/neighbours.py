"""Ask every other service for its part of a request's way."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any

from django.conf import settings
from django.db import connections

from chassis import env
from chassis.clients import Upstream
from chassis.errors import DomainError

DEADLINE_SECONDS = 3.0
ANSWER_SECONDS = 2.0

Part = dict[str, Any]


def ask(request_id: str) -> Mapping[str, Part | None]:
    """Return each other service's part, all asked at once; None of one that does not answer."""
    names = [name for name in env.text("KITROOM_SERVICES").split() if name != settings.SERVICE]
    with ThreadPoolExecutor(max(1, len(names))) as threads:
        asked = [threads.submit(copy_context().run, _ask, name, request_id) for name in names]
    return {name: answer.result() for name, answer in zip(names, asked, strict=True)}


def _ask(name: str, request_id: str) -> Part | None:
    path = f"/internal/traces/{request_id}/"
    try:
        answer = Upstream(name).get(path, deadline=DEADLINE_SECONDS, timeout=ANSWER_SECONDS)
        part: Part = answer.json()
        return part
    except (DomainError, ValueError):
        return None
    finally:
        connections.close_all()  # those of this thread
