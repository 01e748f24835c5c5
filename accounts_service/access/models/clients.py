"""The programs that ask for tokens."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from oauth2_provider.models import AbstractApplication
from oauth2_provider.settings import oauth2_settings
from oauth2_provider.utils import jwk_from_pem

from accounts_service.access.models.roles import SCOPES


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

    @property
    def scope_set(self) -> frozenset[str]:
        """The scopes that it may be granted."""
        return frozenset(self.scopes.split())

    @cached_property
    def jwk_key(self) -> Any:
        """The key that signs for it: one for as long as a request takes, whoever changes keys."""
        return jwk_from_pem(str(oauth2_settings.OIDC_RSA_PRIVATE_KEY))
