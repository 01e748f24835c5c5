"""Headers that are put on answers as they are.

Django encodes each name and value anew, to refuse letters that a header may not have. Of what we
wrote ourselves that is known; whatever somebody sent goes Django's way.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseBase

Known = Mapping[str, tuple[str, str]]  # name in small letters → name, value


class PlainAnswer(HttpResponse):
    """An answer that leaves with its headers as they are kept: Django looks each up by its name."""

    def items(self) -> Collection[tuple[str, str]]:
        """Return names and values."""
        headers: Any = self.headers
        kept: Known = headers._store
        return kept.values()


def known(headers: Mapping[str, str]) -> Known:
    """Return headers that Django has looked through, to be put on many answers."""
    answer = HttpResponse(headers=headers)
    return {name.lower(): (name, answer[name]) for name in headers}


def put(answer: HttpResponseBase, name: str, value: str) -> None:
    """Put a header on an answer, in the place of one with that name."""
    headers: Any = answer.headers
    headers._store[name.lower()] = (name, value)


def add(answer: HttpResponseBase, headers: Known) -> None:
    """Put headers on an answer; those that it has stay."""
    own: Any = answer.headers
    own._store = {**headers, **own._store}
