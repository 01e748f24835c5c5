"""The user model of every service that is not the identity provider."""

import uuid
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractUser
from django.db import models

from chassis.auth import Caller

if TYPE_CHECKING:
    from chassis.logins.sessions import SignIn


class Login(AbstractUser):
    """Someone who signed in to this service, with what the provider said of them."""

    sub = models.UUIDField("subject", unique=True, default=uuid.uuid4)
    name = models.CharField(max_length=200, blank=True)
    roles = models.JSONField(default=list, blank=True)
    scopes = models.JSONField(default=list, blank=True)

    sign_in: "SignIn | None" = None  # of the request that signs somebody in

    def __str__(self) -> str:
        return self.name or self.username

    def caller(self) -> Caller:
        """Return whom this login is in tokens."""
        return Caller(
            id=str(self.sub),
            name=str(self),
            roles=frozenset(self.roles),
            scopes=frozenset(self.scopes),
        )
