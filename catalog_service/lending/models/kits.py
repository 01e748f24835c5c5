"""What is lent together: some of several products, under one name."""

from dataclasses import dataclass
from typing import ClassVar, Self

from django.db import models
from django.db.models import Prefetch, Q, QuerySet

from catalog_service.gear.models import Product
from catalog_service.gear.models.names import Named
from chassis.history import tracked


@dataclass(frozen=True)
class Part:
    """A product of a kit, and how many of it are in one."""

    product: Product
    count: int = 1


class KitQuerySet(models.QuerySet["Kit"]):
    """Ways to look at kits."""

    def with_parts(self) -> Self:
        """Read their parts along, in one further query."""
        return self.prefetch_related(Prefetch("parts", queryset=parts_in_order()))


@tracked()
class Kit(Named):
    """Some of several products, which are promised together under one name."""

    notes = models.TextField(max_length=10_000, blank=True)

    history_children: ClassVar = {"parts": "parts"}

    objects = KitQuerySet.as_manager()


@tracked(many=True)
class KitPart(models.Model):
    """How many of a product are in a kit."""

    kit = models.ForeignKey(Kit, models.CASCADE, related_name="parts", db_index=False)
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kit", "product"], name="a_kit_lists_a_product_once"),
            models.CheckConstraint(condition=Q(count__gte=1), name="a_part_of_a_kit_is_there"),
        ]
        indexes: ClassVar = [models.Index(fields=["kit", "id"], name="part_of_kit")]

    def __str__(self) -> str:
        return f"{self.count} x {self.product}"


def parts_in_order() -> "QuerySet[KitPart]":
    """Return the parts of kits, in the order in which they were written."""
    return KitPart.objects.select_related("product").order_by("pk")
