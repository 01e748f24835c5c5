"""What people let programs do."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts_service.access.models.clients import Client


class Consent(models.Model):
    """One person's word about one program: it is asked again only for more."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    scopes = models.TextField()
    at = models.DateTimeField(db_default=Now(), help_text="By the database's clock.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "client"], name="one_consent_per_program")
        ]

    def __str__(self) -> str:
        return f"{self.client} may {self.scopes}"
