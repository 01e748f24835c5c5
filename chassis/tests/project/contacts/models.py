"""A contact."""

from django.db import models

from chassis.encryption.fields import BlindIndex, EncryptedCharField, EncryptedEmailField
from chassis.history import tracked
from chassis.models import Resource


@tracked()
class Contact(Resource):
    """Somebody to write to, and what was said of them in JSON."""

    name = models.CharField(max_length=100)
    email = EncryptedEmailField(index="email", blank=True)
    phone = EncryptedCharField(max_length=40, blank=True)
    said = models.JSONField(default=dict)

    class Meta(Resource.Meta):
        constraints = (models.UniqueConstraint(BlindIndex("email"), name="one_contact_per_email"),)

    def __str__(self) -> str:
        return self.name
