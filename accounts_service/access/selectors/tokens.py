"""What is known of tokens that were given out."""

import hashlib
from uuid import UUID

from oauth2_provider.models import RefreshToken


def owner_of_used(refresh_token: str) -> UUID | None:
    """Return whose refresh token this was, if it was used or revoked before."""
    checksum = hashlib.sha256(refresh_token.encode()).hexdigest()
    used = RefreshToken.objects.filter(token_checksum=checksum, revoked__isnull=False)
    owner: UUID | None = used.values_list("user_id", flat=True).first()
    return owner
