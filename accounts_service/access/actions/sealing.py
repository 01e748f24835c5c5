"""Keep the secrets of second factors encrypted: the first of ENCRYPTION_KEYS seals, any opens."""

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    """Return a text that tells nothing without the keys."""
    return _keys().encrypt(text.encode()).decode()


def unseal(text: str) -> str:
    """Return what was sealed."""
    return _keys().decrypt(text.encode()).decode()


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ENCRYPTION_KEYS])


class SealingAdapter(DefaultMFAAdapter):
    """What the library of second factors asks us (its MFA_ADAPTER)."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return unseal(encrypted_text)
