"""The programs that ask for tokens."""

from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from oauth2_provider.models import AbstractApplication
from oauth2_provider.settings import oauth2_settings
from oauth2_provider.utils import jwk_from_pem

from accounts_service.access.models.roles import SCOPES

LOOPBACK = {"127.0.0.1", "::1"}


def check_scopes(text: str) -> None:
    """Refuse scopes that do not exist."""
    if unknown := sorted(set(text.split()) - SCOPES.keys()):
        choices = ", ".join(SCOPES)
        raise ValidationError(f"No such scope: {', '.join(unknown)}. There are: {choices}.")


class Client(AbstractApplication):
    """A program that may ask for tokens, and the most that it may ask for."""

    scopes = models.TextField(
        blank=True,
        validators=[check_scopes],
        help_text="The scopes that it may be granted, with spaces between.",
    )
    algorithm = models.CharField(
        max_length=5, choices=[("RS256", "RSA with SHA-2 256")], default="RS256"
    )

    def clean(self) -> None:
        """Refuse a program that could never get a token, or that anybody could pose as."""
        super().clean()
        ways = {
            self.GRANT_AUTHORIZATION_CODE,
            self.GRANT_DEVICE_CODE,
            self.GRANT_CLIENT_CREDENTIALS,
        }
        if self.authorization_grant_type not in ways:
            raise ValidationError("This way to get tokens is closed.")
        if not self.has_secret and self.authorization_grant_type == self.GRANT_CLIENT_CREDENTIALS:
            raise ValidationError(
                "A program without a secret cannot speak for itself: give it a redirect address "
                "(--redirect-uri) or let it be a device (--device)."
            )
        if self.redirect_uris and self.authorization_grant_type == self.GRANT_DEVICE_CODE:
            raise ValidationError("A device has no redirect addresses.")

    @property
    def scope_set(self) -> frozenset[str]:
        """The scopes that it may be granted."""
        return frozenset(self.scopes.split())

    @property
    def has_secret(self) -> bool:
        """Whether it can prove who it is; a program on somebody's own machine cannot."""
        return bool(self.client_type == self.CLIENT_CONFIDENTIAL)

    def redirect_uri_allowed(self, uri: str) -> bool:
        """Tell whether a code may be sent to an address: to a registered one, to the letter."""
        allowed = super().redirect_uri_allowed(uri)
        return allowed and self._is_one_of(self.redirect_uris, uri)

    def post_logout_redirect_uri_allowed(self, uri: str) -> bool:
        """Tell whether a logout may lead to an address: to a registered one, to the letter."""
        allowed = super().post_logout_redirect_uri_allowed(uri)
        return allowed and self._is_one_of(self.post_logout_redirect_uris, uri)

    def _is_one_of(self, registered: str, allowed: str) -> bool:
        """Narrow what the library allows: any port, and other spellings of scheme and host.

        A program on somebody's own machine takes the port that is free there (RFC 8252, 7.3).
        """
        address = urlsplit(allowed)
        own_machine = address.scheme == "http" and address.hostname in LOOPBACK
        return allowed in registered.split() or (own_machine and not self.has_secret)

    @cached_property
    def jwk_key(self) -> Any:
        """The key that signs for it: one for as long as a request takes, whoever changes keys."""
        return jwk_from_pem(str(oauth2_settings.OIDC_RSA_PRIVATE_KEY))
