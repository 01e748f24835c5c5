"""Passkeys: WebAuthn credentials that are both factors at once. Each ceremony has two halves;
what the first leaves (`state`) is shown to the second, once."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts_service.access.actions.recording import record
from accounts_service.access.errors import PasskeyRefused
from accounts_service.access.models import Kind
from accounts_service.access.selectors import factors

REQUIRED = UserVerificationRequirement.REQUIRED
# What the library raises for an answer that is not one, or not to this question.
BROKEN = (ValueError, TypeError, KeyError, AttributeError, AssertionError, IndexError)
MOST = 20
LONGEST_NAME = 60

Json = dict[str, Any]


def begin_adding(*, person: Any) -> tuple[Json, Json]:
    """Return what a browser needs to make a passkey, and the state."""
    options, state = _server().register_begin(
        user=PublicKeyCredentialUserEntity(
            id=person.id.bytes, name=person.username, display_name=str(person)
        ),
        credentials=_credentials(person),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=REQUIRED,
    )
    return dict(options), state


@transaction.atomic
def add(*, person: Any, name: str, answer: Any, state: Json) -> Authenticator:
    """Keep the passkey that a browser made."""
    try:
        _server().register_complete(state, answer)
    except BROKEN as error:
        raise PasskeyRefused from error
    if factors.passkeys(person).count() >= MOST:
        raise PasskeyRefused(f"Nobody has more than {MOST} passkeys. Remove one first.")
    name = name.replace("\x00", "").strip()[:LONGEST_NAME] or "Passkey"
    passkey = WebAuthn.add(person, name, answer).instance
    record(Kind.SECOND_FACTOR_ADDED, person=person, what="passkey")
    return passkey


def begin_sign_in(*, person: Any = None) -> tuple[Json, Json]:
    """Return what a browser needs to use a passkey, and the state; of anybody, if of nobody."""
    options, state = _server().authenticate_begin(
        credentials=_credentials(person) if person else [], user_verification=REQUIRED
    )
    return dict(options), state


def sign_in(*, answer: Any, state: Json, person: Any = None) -> Any:
    """Return whom the passkey lets in, or raise PasskeyRefused, which is recorded.

    `person` is who has typed their password before: it must be their passkey then.
    """
    found = _owner(answer)
    used = _judged(answer, state, found) if person is None or person == found else None
    if used is None:
        _record_failure(waiting=person, found=found)
        raise PasskeyRefused
    for passkey in factors.passkeys(found):
        if _credential(passkey).credential_id == used.credential_id:
            Authenticator.objects.filter(pk=passkey.pk).update(last_used_at=timezone.now())
    return found


def _record_failure(*, waiting: Any, found: Any) -> None:
    if waiting is not None:
        record(Kind.SECOND_FACTOR_FAILED, person=waiting, what="passkey")
    else:
        record(Kind.SIGN_IN_FAILED, person=found, known=found is not None, what="passkey")


def _owner(answer: Any) -> Any:
    """Return the person whose id the browser keeps with the passkey, or None."""
    try:
        handle = websafe_decode(answer["response"]["userHandle"])
        return get_user_model()._default_manager.filter(id=UUID(bytes=handle)).first()
    except BROKEN:
        return None


def _judged(answer: Any, state: Json, person: Any) -> AttestedCredentialData | None:
    """Return the person's passkey that has answered what was asked, or None."""
    if person is None or not person.is_active:
        return None
    try:
        return _server().authenticate_complete(state, _credentials(person), answer)
    except BROKEN:
        return None


def _credentials(person: Any) -> list[AttestedCredentialData]:
    return [_credential(passkey) for passkey in factors.passkeys(person)]


def _credential(passkey: Authenticator) -> AttestedCredentialData:
    return passkey.wrap().authenticator_data.credential_data


def _server() -> Fido2Server:
    """A passkey belongs to the public address: no other page may ask for it."""
    address = settings.PUBLIC_URL
    name = urlsplit(address).hostname or ""
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=name, name="Kitroom"),
        verify_origin=lambda origin: origin == address,
    )
