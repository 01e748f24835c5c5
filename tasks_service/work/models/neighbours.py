"""What tasks know of other services' rows."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower

from chassis.projections.models import Projection, ProjectionQuerySet


class Person(Projection):
    """Somebody who may do a task."""

    source, feed = "accounts", "people"

    name = models.CharField(max_length=200, default="")
    is_active = models.BooleanField(default=False)
    role = models.CharField(max_length=20, default="", db_default="")

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name


class Team(Projection):
    """People who belong together, and do tasks as one."""

    source, feed = "accounts", "teams"

    name = models.CharField(max_length=200, default="")

    def __str__(self) -> str:
        return self.name


class AssetQuerySet(ProjectionQuerySet["Asset"]):
    """Ways to look at assets."""

    def tagged(self, tag: str) -> Self:
        """The one with this tag, whatever its capitals."""
        return self.known().alias(folded=Lower("tag")).filter(folded=Lower(Value(tag)))


class Asset(Projection):
    """A thing that a task may be about."""

    source, feed = "catalog", "assets"

    tag = models.CharField(max_length=100, default="")
    title = models.CharField(max_length=200, default="")

    objects: ClassVar = AssetQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(Lower("tag"), name="asset_by_tag"),)

    def __str__(self) -> str:
        return self.tag


class Loan(Projection):
    """Gear that somebody has, or had."""

    source, feed = "catalog", "loans"

    borrower = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    out_assets = models.TextField(default="", help_text="The ids of what is still out.")

    class Meta:
        indexes = (
            models.Index(
                fields=["due_at"],
                condition=Q(closed_at=None, gone_at=None),
                name="loan_that_is_out",
            ),
            models.Index(
                fields=["borrower", "due_at"],
                condition=Q(closed_at=None, gone_at=None),
                name="loan_of_borrower",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)

    @property
    def assets(self) -> list[UUID]:
        """The ids of the assets that are still out."""
        return [UUID(id) for id in self.out_assets.split()]
