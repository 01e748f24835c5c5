"""Which second factors people have, and who needs one."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet

from accounts_service.access.models import Role
from accounts_service.access.selectors.grants import HasId, Person

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def of(person: HasId) -> QuerySet[Authenticator]:
    """Return what a person has set up."""
    return Authenticator.objects.filter(user_id=person.id).order_by("created_at", "id")


def passkeys(person: HasId) -> QuerySet[Authenticator]:
    """Return a person's passkeys."""
    return of(person).filter(type=Authenticator.Type.WEBAUTHN)


def code_app(person: HasId) -> Authenticator | None:
    """Return the person's authenticator app."""
    return of(person).filter(type=Authenticator.Type.TOTP).first()


def recovery_codes(person: HasId) -> Authenticator | None:
    """Return the person's recovery codes."""
    return of(person).filter(type=Authenticator.Type.RECOVERY_CODES).first()


def has_second_factor(person: HasId) -> bool:
    """Tell whether a password alone does not let them in."""
    return of(person).filter(type__in=STRONG).exists()


def needs_second_factor(person: Person) -> bool:
    """Tell whether the installation lets them in only with a second factor."""
    everybody = settings.SECOND_FACTOR_FOR == "everybody"
    admins = settings.SECOND_FACTOR_FOR == "admins"
    return everybody or (admins and person.role == Role.ADMIN)
