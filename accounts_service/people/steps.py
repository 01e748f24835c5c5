"""What flows may ask of people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts_service.people import actions, errors
from accounts_service.people.models import Erasure, User
from chassis.auth import Caller
from chassis.sagas import step


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """Who leaves, and who gets their tasks, if anybody."""

    person: UUID
    tasks_to: UUID | None


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """Who it is, and who wants it."""

    person: UUID
    wanted_by: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """Which erasure is done, and how much of what went."""

    erasure: UUID
    receipt: Mapping[str, Any]


@step("people.may_leave", refuses=[errors.Erased, errors.LastAdmin, errors.NotToThem])
def may_leave(asked: Leaving, *, by: Caller, at: datetime) -> None:
    """Refuse what cannot be, before anything is done."""
    actions.refuse_leaving(user=User.objects.get(pk=asked.person), tasks_to=asked.tasks_to)


@step("people.end_access", refuses=[errors.LastAdmin])
def end_access(asked: Somebody, *, by: Caller, at: datetime) -> None:
    """Take their access away."""
    user = User.objects.get(pk=asked.person)
    actions.end_their_access(user=user, by=Caller(id=asked.wanted_by))


@dataclass(frozen=True, kw_only=True)
class Begun:
    """Which erasure it is."""

    erasure: UUID


@step("people.become_nobody", refuses=[errors.StillHere])
def become_nobody(asked: Somebody, *, by: Caller, at: datetime) -> Begun:
    """Forget their name here, and begin to look for it."""
    user = User.objects.get(pk=asked.person)
    return Begun(erasure=actions.become_nobody(user=user, by=asked.wanted_by).pk)


@step("people.end_erasure")
def end_erasure(asked: Done, *, by: Caller, at: datetime) -> None:
    """Write the receipt."""
    erasure = Erasure.objects.get(pk=asked.erasure)
    actions.end_erasure(erasure=erasure, receipt=asked.receipt, at=at)
