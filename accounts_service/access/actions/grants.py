"""End what a person has granted: programs that refresh in their name, and codes on their way."""

from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from oauth2_provider.models import Grant, RefreshToken


@transaction.atomic
def end_grants(*, person_id: UUID) -> None:
    """Let no program refresh a token of this person, and no code become one."""
    RefreshToken.objects.filter(user_id=person_id, revoked=None).update(revoked=Now())
    Grant.objects.filter(user_id=person_id).delete()
