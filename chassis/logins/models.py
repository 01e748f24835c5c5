"""The user model of every service that is not the identity provider."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models

from chassis.auth import Caller


class Login(AbstractUser):
    """Someone who may open this service's admin, with what the last sign-in granted."""

    sub = models.UUIDField("subject", unique=True, default=uuid.uuid4)
    roles = models.JSONField(default=list, blank=True)
    scopes = models.JSONField(default=list, blank=True)

    def caller(self) -> Caller:
        """Return whom this login is in tokens."""
        return Caller(
            id=str(self.sub),
            name=self.username,
            roles=frozenset(self.roles),
            scopes=frozenset(self.scopes),
        )
