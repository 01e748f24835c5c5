"""Answers that are known when their transaction ends."""

from collections.abc import Mapping
from typing import TypeVar

from django.http import HttpResponseBase

from chassis.headers import PlainAnswer, put
from chassis.postgres.statements import AtCommit

A = TypeVar("A", bound=HttpResponseBase)


class AnswerAtCommit(PlainAnswer):
    """An answer with the JSON of a row and its ETag, which the commit tells."""

    def __init__(self, at_commit: AtCommit, headers: Mapping[str, str], *, status: int) -> None:
        super().__init__(content_type="application/json", headers=headers, status=status)
        self.at_commit = at_commit


def completed(answer: A) -> A:
    """Return an answer with what its transaction has told."""
    if isinstance(answer, AnswerAtCommit):
        text, tag = answer.at_commit.told()
        answer.content = text.encode()
        put(answer, "ETag", tag)
    return answer
