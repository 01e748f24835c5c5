"""End what a person has granted: programs that refresh in their name, and codes on their way."""

from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.functions import Now
from oauth2_provider.models import DeviceGrant, Grant, RefreshToken


@transaction.atomic
def end_grants(*, person_id: UUID) -> None:
    """Let no program refresh a token of this person, and no code become one."""
    hold(person_id)
    RefreshToken.objects.filter(user_id=person_id, revoked=None).update(revoked=Now())
    Grant.objects.filter(user_id=person_id).delete()
    DeviceGrant.objects.filter(user_id=person_id).delete()


def hold(person_id: UUID) -> None:
    """Keep whoever refreshes a token of this person, or ends one, waiting for this transaction."""
    get_user_model()._default_manager.select_for_update(no_key=True).get(pk=person_id)


def still_works(used: RefreshToken) -> bool:
    """Tell whether a refresh token works, which nobody can end before this transaction does."""
    hold(used.user_id)
    return bool(RefreshToken.objects.filter(pk=used.pk, revoked=None).exists())
