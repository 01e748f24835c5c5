"""Who is told of what, and by which secret they know it is us."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from chassis.constraints import IsOneOf
from chassis.history import tracked
from chassis.models import Resource, bump_version

SALT = "tasks_service.hooks"


class Off(models.TextChoices):
    """Why a webhook was switched off by itself."""

    FAILED = "failed_for_long"
    GONE = "said_it_is_gone"
    LEFT = "its_owner_left"


def new_seed() -> str:
    """Return what a new secret is made from."""
    return secrets.token_hex(16)


def _secret(seed: str) -> str:
    """Return the secret of a seed: it stands in no table, so no copy of the database has it."""
    made = salted_hmac(SALT, seed, algorithm="sha256").digest()
    return f"whsec_{base64.urlsafe_b64encode(made).decode().rstrip('=')}"


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Ways to look at webhooks."""

    def on(self) -> Self:
        """Those that are told."""
        return self.filter(is_active=True)


@tracked(exclude=["seed", "former_seed", "failing_since"])
class Webhook(Resource):
    """An address that is told of some events."""

    name = models.CharField(max_length=100, help_text="What it is for.")
    url = models.CharField(max_length=2000, help_text="Where events are posted.")
    event_types = ArrayField(models.CharField(max_length=100), help_text="Which events it is told.")
    is_active = models.BooleanField(default=True, help_text="Whether it is told at all.")
    off_because = models.CharField(max_length=20, choices=Off, blank=True, editable=False)
    failing_since = models.DateTimeField(
        null=True, editable=False, help_text="Since then it took nothing."
    )
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    former_seed = models.CharField(max_length=32, blank=True, editable=False)
    former_until = models.DateTimeField(
        null=True, editable=False, help_text="Until then the secret before signs too."
    )
    created_by = models.CharField(max_length=100, editable=False)

    objects = WebhookQuerySet.as_manager()

    class Meta(Resource.Meta):
        triggers: ClassVar = [bump_version(unless_only=["failing_since"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(off_because=""), name="what_is_on_was_not_put_off"
            ),
            models.CheckConstraint(
                condition=IsOneOf("off_because", ["", *Off.values]),
                name="a_webhook_is_off_for_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="webhook_by_age"),
            models.Index(fields=["updated_at", "id"], name="webhook_by_change"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> str:
        """The secret that signs. Show it when it is made, and never again."""
        return _secret(self.seed)

    def secrets_at(self, at: datetime) -> Sequence[str]:
        """Return the secrets that sign at a time: after a change the one before as well."""
        if self.former_until and at < self.former_until:
            return [self.secret, _secret(self.former_seed)]
        return [self.secret]
