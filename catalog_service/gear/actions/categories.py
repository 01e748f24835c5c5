"""The verbs of categories."""

from typing import Any

from django.db import transaction

from catalog_service.gear import errors
from catalog_service.gear.actions import names
from catalog_service.gear.models import Category
from chassis.auth import Caller


@transaction.atomic(savepoint=False)
def create_category(*, by: Caller, **details: Any) -> Category:
    """Add a category."""
    return names.write(Category(), details)


@transaction.atomic(savepoint=False)
def change_category(*, category: Category, by: Caller, **changes: Any) -> Category:
    """Change some of a category; what is not named stays as it is."""
    return names.write(category, changes)


@transaction.atomic(savepoint=False)
def delete_category(*, category: Category, by: Caller) -> None:
    """Delete a category that no product needs."""
    names.delete_unused(category, category.products.all(), errors.CategoryInUse)
