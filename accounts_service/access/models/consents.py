"""What people let programs do."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts_service.access.models.clients import Client
from chassis.ids import uuid7


class Consent(models.Model):
    """One person's word about one program: it is asked again only for more.

    Tokens that the program is given in their name carry its id, and end with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, models.CASCADE, related_name="+")
    scopes = models.TextField()
    created_at = models.DateTimeField(db_default=Now(), help_text="By the database's clock.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "client"], name="one_consent_per_program")
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "created_at", "id"], name="consent_of_person"),
            models.Index(fields=["created_at", "id"], name="consent_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.client} may {self.scopes}"

    @property
    def scope_list(self) -> list[str]:
        """The scopes, one by one."""
        return self.scopes.split()
