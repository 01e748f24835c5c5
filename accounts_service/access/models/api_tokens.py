"""API tokens: what people give to their scripts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from chassis.ids import uuid7
from chassis.search import SearchIndex


class ApiToken(models.Model):
    """A person's API token. Of the token itself there is a digest only: it was shown once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(max_length=100, help_text="What it is for.")
    prefix = models.CharField(
        max_length=7, editable=False, help_text="How it begins, to tell it from others."
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.TextField(help_text="The most that it may be used for, with spaces between.")
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, editable=False, help_text="To the minute.")
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "API token"
        ordering = ("-created_at", "-id")
        indexes: ClassVar = [
            models.Index(fields=["person", "created_at", "id"], name="api_token_of_person"),
            models.Index(fields=["created_at", "id"], name="api_token_by_age"),
            models.Index(fields=["expires_at", "id"], name="api_token_by_end"),
            models.Index(fields=["name", "id"], name="api_token_by_name"),
            SearchIndex(fields=["name", "prefix"], name="api_token_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def scope_list(self) -> list[str]:
        """The scopes, one by one."""
        return self.scopes.split()

    @property
    def state(self) -> str:
        """Whether it can be used: `active`, `expired` or `revoked`."""
        if self.revoked_at:
            return "revoked"
        return "active" if self.expires_at > timezone.now() else "expired"
