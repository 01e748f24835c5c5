"""Keep the secrets of second factors encrypted."""

from allauth.mfa.adapter import DefaultMFAAdapter

from chassis.encryption import seal, unseal


class SealingAdapter(DefaultMFAAdapter):
    """What the library of second factors asks us (its MFA_ADAPTER)."""

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a stored secret."""
        return unseal(encrypted_text)
