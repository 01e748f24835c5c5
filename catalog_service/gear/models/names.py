"""Names, and the slugs that addresses and filters use for them."""

import re
import unicodedata
from typing import ClassVar
from uuid import UUID

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from chassis.models import Resource
from chassis.search import SearchIndex

# Dots count: 2.5gbase-t and 25gbase-t are two ports.
SLUG = re.compile(r"^\w[\w.-]*\Z")
SLUG_RULE = "Letters, digits, dots, hyphens and underscores."
is_slug = RegexValidator(SLUG, SLUG_RULE)


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


def is_named(name: str) -> Q:
    """Match rows by their name, whatever its capitals."""
    return Q(Exact(Lower("name"), Lower(Value(name))))


class Slugged(Resource):
    """A row with a name, and a slug that is made from it unless it is given."""

    name = models.CharField(max_length=100)
    slug = models.CharField(
        max_length=100,
        blank=True,
        validators=[is_slug],
        help_text="Made from the name if left out.",
    )

    class Meta(Resource.Meta):
        abstract = True
        indexes: ClassVar = [
            models.Index(fields=["created_at", "id"], name="%(class)s_by_age"),
            models.Index(fields=["updated_at", "id"], name="%(class)s_by_change"),
            models.Index(fields=["name", "id"], name="%(class)s_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Make what was left out."""
        self.slug = self.slug.lower() or slug_of(self.name)


class Named(Slugged):
    """A row that no other shares its name or slug with, whatever the capitals."""

    class Meta(Slugged.Meta):
        abstract = True
        indexes: ClassVar = [
            *Slugged.Meta.indexes,
            SearchIndex(fields=["name", "slug"], name="%(class)s_by_words"),
        ]
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("name"),
                name="one_%(class)s_per_name",
                violation_error_message="There is one with this name already.",
            ),
            models.UniqueConstraint(
                "slug",
                name="one_%(class)s_per_slug",
                violation_error_message="There is one with this slug already.",
            ),
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="a_%(class)s_has_a_name"),
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="a_%(class)s_has_a_slug",
                violation_error_message="No slug can be made from this name: write one.",
            ),
        ]
