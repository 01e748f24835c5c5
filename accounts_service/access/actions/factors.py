"""Second factors: authenticator apps and recovery codes. Passkeys have a file of their own."""

from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.db import transaction

from accounts_service.access.actions import limits
from accounts_service.access.actions.recording import record
from accounts_service.access.errors import WrongCode
from accounts_service.access.models import Kind
from accounts_service.access.selectors import factors
from chassis.auth import Caller
from chassis.encryption import unseal


def new_secret() -> str:
    """Return a secret for an authenticator app, not yet anybody's."""
    return totp.generate_totp_secret()


@transaction.atomic
def add_code_app(*, person: Any, secret: str, code: str) -> None:
    """Let an authenticator app in, once it has shown that it knows the secret."""
    counter = _counter(secret, code)
    if counter is None:
        raise WrongCode
    factors.of(person).filter(type=Authenticator.Type.TOTP).delete()
    app = totp.TOTP.activate(person, secret).instance
    _used(app, counter)
    record(Kind.SECOND_FACTOR_ADDED, person=person, what="totp")


@transaction.atomic
def make_recovery_codes(*, person: Any) -> list[str]:
    """Make ten codes, each good once, in place of those before; they are shown this time only."""
    factors.of(person).filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(person).generate_codes()
    record(Kind.RECOVERY_CODES_MADE, person=person)
    return codes


def remove(*, person: Any, factor: Authenticator) -> None:
    """Remove one; when the last strong one goes, the recovery codes go with it."""
    with transaction.atomic():
        record(Kind.SECOND_FACTOR_REMOVED, person=person, what=factor.type)
        factor.delete()
        if not factors.has_second_factor(person):
            factors.of(person).delete()


@transaction.atomic
def remove_all(*, person: Any, by: Caller) -> None:
    """Remove all of somebody's second factors: they have lost them."""
    deleted, _ = factors.of(person).delete()
    if deleted:
        record(Kind.SECOND_FACTOR_REMOVED, person=person, by=by, what="all")


def check_code(*, person: Any, code: str) -> str:
    """Judge a code of the app or a recovery code; return which it was, or raise WrongCode.

    Each code is good once, whichever process it is shown to. Tries are limited.
    """
    tries = (limits.SECOND_FACTOR, limits.SECOND_FACTOR_FROM, str(person.id))
    limits.spend(*tries, person=person)
    way = _way(person, "".join(code.split()))
    if not way:
        record(Kind.SECOND_FACTOR_FAILED, person=person)
        raise WrongCode
    limits.succeeded(*tries)
    if way == "recovery":
        record(Kind.RECOVERY_CODE_USED, person=person)
    return way


def _way(person: Any, code: str) -> str:
    if _app_takes(person, code):
        return "otp"
    codes = factors.recovery_codes(person)
    return "recovery" if codes and codes.wrap().validate_code(code) else ""


@transaction.atomic
def _app_takes(person: Any, code: str) -> bool:
    app = factors.of(person).filter(type=Authenticator.Type.TOTP).select_for_update().first()
    if app is None:
        return False
    counter = _counter(unseal(app.data["secret"]), code)
    if counter is None or counter <= app.data.get("last_counter", 0):
        return False
    _used(app, counter)
    return True


def _used(app: Authenticator, counter: int) -> None:
    """Remember the last step that was used; the library's own memory is one process's."""
    app.data["last_counter"] = counter
    app.record_usage()
    app.save(update_fields=["data"])


def _counter(secret: str, code: str) -> int | None:
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if compare_user_code(actual=code, expected=expected):
            return counter
    return None
