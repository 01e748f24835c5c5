"""Names, and the slugs that addresses and filters use for them."""

import re
import unicodedata
from typing import ClassVar
from uuid import UUID

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from chassis.models import Resource

# Dots count: 2.5gbase-t and 25gbase-t are two ports.
is_slug = RegexValidator(r"^\w[\w.-]*\Z", "Letters, digits, dots, hyphens and underscores.")


def slug_of(name: str) -> str:
    """Return the slug of a name: "USB-C" → "usb-c". Empty if the name holds no letter or digit."""
    plain = unicodedata.normalize("NFKC", name).lower()
    words = re.split(r"[^\w.]+", plain)
    kept = (re.sub(r"\.{2,}", ".", word).strip("._") for word in words)
    return "-".join(word for word in kept if word)[:100].rstrip(".-")


def is_called(reference: str, prefix: str = "") -> Q:
    """Match rows by what a client may call them: an id or a slug."""
    try:
        return Q(**{f"{prefix}id": UUID(reference)})
    except ValueError:
        return Q(**{f"{prefix}slug": reference.lower()})


class Named(Resource):
    """A row with a name of its own, whatever its capitals, and a slug."""

    name = models.CharField(max_length=100)
    slug = models.CharField(
        max_length=100,
        blank=True,
        validators=[is_slug],
        help_text="Made from the name if left out.",
    )

    class Meta(Resource.Meta):
        abstract = True
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="one_%(class)s_per_name"),
            models.UniqueConstraint("slug", name="one_%(class)s_per_slug"),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="a_%(class)s_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="a_%(class)s_has_a_slug"),
        ]

    def __str__(self) -> str:
        return self.name
