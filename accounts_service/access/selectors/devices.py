"""What is known of devices that wait for somebody's word (RFC 8628)."""

import hashlib
import re

from django.db.models.functions import Now
from oauth2_provider.models import DeviceGrant

# No vowels: no words. No look-alikes.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
HALF = 4


def hashed(code: str) -> str:
    """Return what is stored of a code: it opens as much as a token does."""
    return hashlib.sha256(code.encode()).hexdigest()


def as_shown(typed: str) -> str:
    """Return a code as it is shown, WDJB-MJHT, however somebody typed it."""
    letters = re.sub(r"[^A-Z]", "", typed.upper()[:100])
    return f"{letters[:HALF]}-{letters[HALF:]}"


def waiting(user_code: str) -> DeviceGrant | None:
    """Return the device that shows this code and waits, or None."""
    return DeviceGrant.objects.filter(
        user_code=as_shown(user_code),
        status=DeviceGrant.AUTHORIZATION_PENDING,
        expires__gt=Now(),
    ).first()
