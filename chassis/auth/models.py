"""The register of ended access: whose tokens and sessions, and which single ones, count no more."""

from typing import ClassVar

from django.db import models
from django.db.models import Func


class NotBefore(models.Model):
    """Somebody whose tokens and sessions from before a moment are refused."""

    sub = models.CharField("subject", max_length=255, primary_key=True)
    not_before = models.DateTimeField(help_text="In whole seconds, as tokens are dated.")
    changed_at = models.DateTimeField(db_default=Func(function="clock_timestamp"))

    class Meta:
        verbose_name_plural = "not before"
        indexes: ClassVar = [models.Index(fields=["changed_at"], name="not_before_by_change")]

    def __str__(self) -> str:
        return f"{self.sub} not before {self.not_before}"


class Ended(models.Model):
    """One token or session that is refused: `jti:…`, `sha256:…`, `tid:…` or `sid:…`."""

    name = models.CharField(max_length=255, primary_key=True)
    until = models.DateTimeField(help_text="When it would have ended by itself.")
    changed_at = models.DateTimeField(db_default=Func(function="clock_timestamp"))

    class Meta:
        verbose_name_plural = "ended"
        indexes: ClassVar = [
            models.Index(fields=["changed_at"], name="ended_by_change"),
            models.Index(fields=["until"], name="ended_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.name} until {self.until}"
