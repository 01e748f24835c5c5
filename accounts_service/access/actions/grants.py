"""End what a person has granted: programs that refresh in their name, and codes on their way."""

from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.functions import Now
from oauth2_provider.models import AccessToken, DeviceGrant, Grant, RefreshToken

from accounts_service.access.models import Client, Consent


@transaction.atomic
def end_grants(*, person_id: UUID, client: Client | None = None) -> None:
    """Let no program, or not this one, refresh a token of this person, and no code become one."""
    hold(person_id)
    of = {"user_id": person_id, **({"application": client} if client else {})}
    RefreshToken.objects.filter(**of, revoked=None).update(revoked=Now())
    AccessToken.objects.filter(**of).delete()
    Grant.objects.filter(**of).delete()
    devices = DeviceGrant.objects.filter(user_id=person_id)
    (devices.filter(client_id=client.client_id) if client else devices).delete()


def hold(person_id: UUID) -> None:
    """Keep whoever gives or ends tokens in this person's name waiting for this transaction."""
    get_user_model()._default_manager.select_for_update(no_key=True).get(pk=person_id)


def may_be_given(*, person_id: UUID, client: Client, used: RefreshToken | None) -> bool:
    """Tell whether a program may have tokens now; nobody ends that before this transaction does."""
    hold(person_id)
    if used and not RefreshToken.objects.filter(pk=used.pk, revoked=None).exists():
        return False
    consents = Consent.objects.filter(person_id=person_id, client=client)
    return client.skip_authorization or consents.exists()
