"""The verbs that forget somebody."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import pgtrigger
from django.db import transaction

from accounts_service.people.actions.telling_names import handle_of, is_telling
from accounts_service.people.errors import Erased, StillHere
from accounts_service.people.models import Erasure, User
from chassis import sagas
from chassis.auth import Caller
from chassis.privacy import words
from chassis.privacy.errors import NothingToForget
from chassis.sagas.models import Saga

FIELDS = ("username", "name", "email", "phone")


@transaction.atomic
def erase(*, user: User, by: Caller, at: datetime) -> Saga:
    """Forget somebody who has left: in every service. Nothing brings them back."""
    if user.is_active:
        raise StillHere
    if Erasure.objects.filter(person=user.id, done_at__isnull=False).exists():
        raise Erased
    told = {"wanted_by": by.id}
    return sagas.start("people.erase", subject=user.id, person=user.id, by=by, at=at, told=told)


@transaction.atomic
def become_nobody(*, user: User, by: str) -> Erasure:
    """Let a row and its history name nobody; keep, sealed, what all services have to look for."""
    known = Erasure.objects.filter(person=user.id).first()
    if known:
        return known
    if user.is_active:
        raise StillHere
    erasure = Erasure(person=user.id, called=f"Erased person {user.id.hex[-4:].upper()}")
    erasure.words, erasure.asked_by = json.dumps(_words(user)), by
    erasure.save()
    nobody = {"username": f"erased-{user.id.hex[-12:]}", "name": erasure.called}
    nobody |= {"email": "", "phone": ""}
    for field, value in nobody.items():
        setattr(user, field, value)
    user.set_unusable_password()
    user.save()
    with pgtrigger.ignore():
        User.pgh_event_model.objects.filter(pgh_obj_id=user.id).update(**nobody)  # type: ignore[attr-defined]
    return erasure


def whom(id: UUID) -> words.Erasure:
    """Return whom to forget, while it is not over. Raises NothingToForget."""
    erasure = Erasure.objects.filter(pk=id, done_at=None).first()
    if erasure is None:
        raise NothingToForget
    found = json.loads(erasure.words)
    return words.Erasure(subject=erasure.person, called=erasure.called, **found)


@transaction.atomic
def end_erasure(*, erasure: Erasure, receipt: Mapping[str, Any], at: datetime) -> Erasure:
    """Keep how much of what went, and the words no longer."""
    if erasure.done_at is None:
        erasure.words, erasure.receipt, erasure.done_at = "", dict(receipt), at
        erasure.save()
    return erasure


def _words(user: User) -> dict[str, list[str]]:
    """Return what tells a person: what no other has, and what others may have as well."""
    kept = User.pgh_event_model.objects.filter(pgh_obj_id=user.id)  # type: ignore[attr-defined]
    rows = [*kept.values(*FIELDS), {field: getattr(user, field) for field in FIELDS}]
    said = {field: {row[field] for row in rows if row[field]} for field in FIELDS}
    others = User.objects.exclude(pk=user.pk).filter(name__in=said["name"])
    shared = set(others.values_list("name", flat=True))
    names = said["name"] | said["username"]
    telling = {name for name in names - shared if is_telling(name)}
    handles = {handle_of(name) for name in said["name"] - shared if is_telling(name)}
    strong = said["email"] | {number for number in said["phone"] if is_telling(number)}
    return {"words": _sorted(strong | telling | handles), "names": _sorted(names)}


def _sorted(words: Iterable[str]) -> list[str]:
    return sorted(word for word in words if word)
