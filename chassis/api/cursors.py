"""The place in a list that a cursor names: the last row's values in the list's own order.

A cursor is signed, so that one which we did not make is refused before a value of it is looked at.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hmac import HMAC
from typing import Any, cast

import msgspec
from django.core.signing import BadSignature, Signer, b64_encode
from django.utils.crypto import salted_hmac
from rest_framework.exceptions import ValidationError

from chassis.api.ordering import Column

PLAIN = {bool, int, str}


class _Short:
    """JSON in which a letter of any script takes no more than its bytes: addresses have an end."""

    def dumps(self, place: Any) -> bytes:
        """Write it."""
        return msgspec.json.encode(place)

    def loads(self, text: bytes) -> Any:
        """Read it."""
        return json.loads(text)


@dataclass(frozen=True)
class Cursor:
    """Where a page starts: after `place`, going back or on."""

    ordering: str
    back: bool
    place: tuple[Any, ...]


def signed(place: Iterable[Any], signer: Signer, *, back: bool) -> str:
    """Return the opaque text that clients send back: letters that addresses may hold."""
    plain = [v if type(v) in PLAIN else str(v) for v in place]
    return signer.sign_object([back, plain], _Short)


def parse(text: str, ordering: str, order: tuple[Column, ...]) -> Cursor | None:
    """Return the cursor that a client sent, or refuse it with a 400."""
    if not text:
        return None
    try:
        back, place = signer(ordering, order).unsign_object(text, _Short)
    except (BadSignature, UnicodeError) as error:
        detail = "This cursor does not belong to this list and ordering. Start without one."
        raise ValidationError({"cursor": [detail]}) from error
    pairs = zip(order, place, strict=True)
    return Cursor(ordering, back, tuple(column.field.to_python(value) for column, value in pairs))


class _Kept(Signer):
    """Django's signer; it makes the key of its salt once, and not for each signature."""

    @cached_property
    def _begun(self) -> HMAC:
        salt = cast(str, self.salt) + "signer"
        return salted_hmac(salt, "", self.key, algorithm=self.algorithm)

    def signature(self, value: str | bytes, key: str | bytes | None = None) -> str:
        """Return the signature of a text; with one of SECRET_KEY_FALLBACKS as Django makes it."""
        if key not in (None, self.key):
            return super().signature(value, key)
        signed = self._begun.copy()
        signed.update(value.encode() if isinstance(value, str) else value)
        return b64_encode(signed.digest()).decode()


@lru_cache(512)
def signer(ordering: str, order: tuple[Column, ...]) -> Signer:
    """Sign for one model and ordering: the cursor of another list opens nothing here."""
    return _Kept(sep=".", salt=f"{order[0].field.model._meta.label} by {ordering}")
