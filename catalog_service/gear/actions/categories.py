"""The verbs of categories."""

from typing import Any

from django.db import transaction

from catalog_service.gear import errors
from catalog_service.gear.actions import names, trees
from catalog_service.gear.models import Category
from chassis.auth import Caller


@transaction.atomic(savepoint=False)
def create_category(*, by: Caller, **details: Any) -> Category:
    """Add a category, perhaps inside of another."""
    return trees.write(Category(), details)


@transaction.atomic(savepoint=False)
def change_category(*, category: Category, by: Caller, **changes: Any) -> Category:
    """Change some of a category; what is not named stays as it is.

    Products that are there already are checked by another schema when they are written next.
    """
    return trees.write(category, changes)


@transaction.atomic(savepoint=False)
def delete_category(*, category: Category, by: Caller) -> None:
    """Delete a category that holds no other and that no product needs."""
    trees.refuse_children(category)
    names.delete_unused(category, category.products.all(), errors.CategoryInUse)
