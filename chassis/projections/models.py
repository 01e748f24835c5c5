"""The base of every projection, and the record of its upkeep."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.utils import timezone

Row = TypeVar("Row", bound="Projection")


class ProjectionQuerySet(models.QuerySet[Row]):
    """Ways to look at a projection."""

    def known(self) -> Self:
        """Those that are still there, as far as this service has heard."""
        return self.filter(gone_at=None)


class Projection(models.Model):
    """A row of another service. Only events, `reconcile` and `rebuild` write it.

    A row that is gone stays as a tombstone, so that a late event cannot bring it back. Its fields
    fall back to their defaults, so every field of a subclass has one.
    """

    source: ClassVar[str]  # the service that the rows belong to
    feed: ClassVar[str]  # the name of its snapshot feed

    id = models.UUIDField(primary_key=True, editable=False)
    version = models.PositiveBigIntegerField(editable=False)
    applied_at = models.DateTimeField(default=timezone.now, editable=False)
    gone_at = models.DateTimeField(null=True, editable=False)

    objects = ProjectionQuerySet.as_manager()

    class Meta:
        abstract = True


class Upkeep(models.Model):
    """When a projection was built and last compared with its source."""

    feed = models.CharField(max_length=100, primary_key=True)
    built_at = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)
    found = models.JSONField(default=dict, help_text="What differed then, by kind.")

    class Meta:
        verbose_name_plural = "upkeep"

    def __str__(self) -> str:
        return self.feed
