"""The API of categories."""

from typing import Any

from catalog_service.gear import actions
from catalog_service.gear.filters import CategoryFilter
from catalog_service.gear.models import Category
from catalog_service.gear.serializers import CategorySerializer
from catalog_service.gear.views.resources import GearViewSet


class CategoryViewSet(GearViewSet):
    """Sorts of product."""

    queryset = Category.objects.all()
    serializer_class = CategorySerializer
    filterset_class = CategoryFilter
    search_fields = ("name", "slug")
    ordering_fields = ("created_at", "updated_at", "name")
    ordering = "name"

    def perform_create(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.create_category(by=self.request.caller, **form.validated_data)

    def perform_update(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.change_category(
            category=form.instance, by=self.request.caller, **form.validated_data
        )

    def perform_destroy(self, category: Category) -> None:
        """Call the verb."""
        actions.delete_category(category=category, by=self.request.caller)
