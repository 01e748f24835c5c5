"""The API of products."""

from typing import Any

from catalog_service.gear import actions
from catalog_service.gear.filters import ProductFilter
from catalog_service.gear.models import Product
from catalog_service.gear.serializers import ProductSerializer
from catalog_service.gear.views.resources import GearViewSet


class ProductViewSet(GearViewSet):
    """Makes and models, with their ports."""

    queryset = Product.objects.with_ports()
    serializer_class = ProductSerializer
    filterset_class = ProductFilter
    search_fields = ("title", "model", "manufacturer__name", "notes")
    ordering_fields = ("created_at", "updated_at", "title", "model")

    def perform_create(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.create_product(by=self.request.caller, **form.validated_data)

    def perform_update(self, form: Any) -> None:
        """Call the verb."""
        form.instance = actions.change_product(
            product=form.instance, by=self.request.caller, **form.validated_data
        )

    def perform_destroy(self, product: Product) -> None:
        """Call the verb."""
        actions.delete_product(product=product, by=self.request.caller)
