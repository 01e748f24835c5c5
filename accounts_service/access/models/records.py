"""The audit trail: who got in, who did not, and what changed about getting in."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from chassis.ids import uuid7


class Kind(models.TextChoices):
    """What can happen."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_LIMITED = "sign_in_limited"
    SECOND_FACTOR_FAILED = "second_factor_failed"
    SECOND_FACTOR_ADDED = "second_factor_added"
    SECOND_FACTOR_REMOVED = "second_factor_removed"
    RECOVERY_CODES_MADE = "recovery_codes_made"
    RECOVERY_CODE_USED = "recovery_code_used"
    SIGNED_OUT = "signed_out"
    ACCESS_ENDED = "access_ended"
    PERSON_ADDED = "person_added"
    PERSON_INVITED = "person_invited"
    PERSON_DEACTIVATED = "person_deactivated"
    PERSON_REACTIVATED = "person_reactivated"
    ROLE_CHANGED = "role_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    PASSWORD_RESET_ASKED = "password_reset_asked"  # noqa: S105
    EMAIL_CHANGE_ASKED = "email_change_asked"
    EMAIL_CHANGED = "email_changed"
    TOKEN_ISSUED = "token_issued"  # noqa: S105
    TOKEN_MADE = "token_made"  # noqa: S105
    TOKEN_REVOKED = "token_revoked"  # noqa: S105
    TOKEN_REUSED = "token_reused"  # noqa: S105
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CLIENT_MADE = "client_made"
    CLIENT_CHANGED = "client_changed"
    CLIENT_DELETED = "client_deleted"
    CLIENT_REFUSED = "client_refused"
    KEYS_ROTATED = "keys_rotated"


def kinds() -> list[tuple[str, str]]:
    """Return the choices; as a function, so that a new kind needs no migration."""
    return Kind.choices


class AccessRecord(models.Model):
    """One thing that happened. Ids, addresses and names of things, never a secret."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField(db_default=Now(), help_text="By the database's clock.")
    kind = models.CharField(max_length=40, choices=kinds)
    person = models.UUIDField(null=True, help_text="Whom it is about; null if that is nobody.")
    by = models.CharField(max_length=255, blank=True, help_text="Who did it: a person or client.")
    address = models.GenericIPAddressField(
        null=True, help_text="Where the request came from; null if there was none."
    )
    request_id = models.CharField(max_length=64, blank=True)
    client = models.CharField(max_length=255, blank=True, help_text="The program's client id.")
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")
        indexes: ClassVar = [
            models.Index(fields=["at", "id"], name="access_record_by_age"),
            models.Index(fields=["person", "at", "id"], name="access_record_of_person"),
            models.Index(fields=["request_id"], name="access_record_of_request"),
            models.Index(fields=["kind", "at", "id"], name="access_record_of_kind"),
            models.Index(fields=["by", "at", "id"], name="access_record_by_doer"),
            models.Index(fields=["address", "at", "id"], name="access_record_from"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M:%S}"
