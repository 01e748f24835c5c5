"""That somebody was forgotten: what remains is a receipt."""

from typing import ClassVar

from django.db import models

from chassis.encryption.fields import EncryptedTextField
from chassis.models import Resource


class Erasure(Resource):
    """Somebody was forgotten: when, by whom, and how much of what. It holds nothing of them."""

    person = models.UUIDField(unique=True, editable=False, help_text="The id that remains.")
    called = models.CharField(max_length=50, help_text="What they are called from then on.")
    words = EncryptedTextField(
        blank=True, editable=False, help_text="What to look for, until it is done."
    )
    asked_by = models.CharField(max_length=100, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    receipt = models.JSONField(default=dict, help_text="How much of what went, by service.")

    class Meta(Resource.Meta):
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="erasure_by_age"),
            models.Index(fields=["updated_at", "id"], name="erasure_by_change"),
        ]

    def __str__(self) -> str:
        return self.called
