"""Names that stand in a tree: what is inside of what."""

from typing import ClassVar, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from catalog_service.gear.models.names import Named, Slugged, is_called
from chassis.search import SearchIndex

MOST_LEVELS = 20
LONGEST_PATH = 500

# Whoever puts a row somewhere waits for those who move or rename what is above it, and they for
# him: two that would put each other's rows inside of their own are a deadlock, never a circle.
_FIND_PLACE = pgtrigger.Trigger(
    name="find_place",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=pgtrigger.Func(  # type: ignore[no-untyped-call]
        """
        IF NEW.parent_id IS NULL THEN
            NEW.ancestors := ARRAY[]::uuid[];
            NEW.path := NEW.name;
        ELSE
            SELECT above.ancestors || above.id, above.path || ' / ' || NEW.name
            INTO NEW.ancestors, NEW.path
            FROM {meta.db_table} AS above WHERE above.id = NEW.parent_id FOR SHARE;
        END IF;
        RETURN NEW;
        """
    ),
)
_TAKE_ALONG = pgtrigger.Trigger(
    name="take_along",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "((OLD.ancestors, OLD.path) IS DISTINCT FROM (NEW.ancestors, NEW.path))"
    ),
    func=pgtrigger.Func(  # type: ignore[no-untyped-call]
        """
        UPDATE {meta.db_table} SET parent_id = NEW.id WHERE parent_id = NEW.id;
        RETURN NULL;
        """
    ),
)


class BranchQuerySet(models.QuerySet["Branch"]):
    """Ways to look at a tree."""

    def inside(self, reference: str) -> Self:
        """Those inside of the one with this id or slug, however deep."""
        called = self.model._default_manager.filter(is_called(reference))
        return self.filter(ancestors__overlap=called.order_by().values("pk"))

    def within(self, reference: str) -> Self:
        """The same, and the one itself."""
        called = self.model._default_manager.filter(is_called(reference))
        inside = Q(ancestors__overlap=called.order_by().values("pk"))
        return self.filter(is_called(reference) | inside)


class Branch(Named):
    """A named row that may stand inside of another.

    The database knows where: it keeps `ancestors` and `path` as the parents say, on every way that
    a row may be written.
    """

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        db_index=False,
    )
    ancestors = ArrayField(models.UUIDField(), default=list, blank=True, editable=False)
    path = models.TextField(default="", blank=True, editable=False)

    objects = BranchQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = True
        ordering: ClassVar = ["path", "id"]
        triggers: ClassVar = [*Named.Meta.triggers, _FIND_PLACE, _TAKE_ALONG]
        indexes: ClassVar = [
            *Slugged.Meta.indexes,
            models.Index(fields=["path", "id"], name="%(class)s_by_path"),
            models.Index(fields=["parent", "path", "id"], name="%(class)s_by_parent"),
            GinIndex(fields=["ancestors"], name="%(class)s_by_ancestor"),
            SearchIndex(fields=["path", "slug"], name="%(class)s_by_words"),
        ]
        constraints: ClassVar = [
            *Named.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(ancestors__contains=[F("id")]),
                name="no_%(class)s_is_inside_itself",
                violation_error_message="It cannot stand inside of itself.",
            ),
            models.CheckConstraint(
                condition=Q(ancestors__len__lt=MOST_LEVELS),
                name="a_%(class)s_has_few_above_it",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("path"), LONGEST_PATH),
                name="a_%(class)s_has_a_short_path",
            ),
        ]

    def __str__(self) -> str:
        return self.path or self.name
