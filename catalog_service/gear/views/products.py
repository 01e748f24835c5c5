"""The API of products."""

from catalog_service.gear import actions, selectors
from catalog_service.gear.filters import ProductFilter
from catalog_service.gear.models import Product
from catalog_service.gear.permissions import CanKeepGear
from catalog_service.gear.serializers import ProductSerializer
from chassis.api.bulk import BulkMixin
from chassis.api.exports import ExportMixin
from chassis.api.views import WholeViewSet


class ProductViewSet(BulkMixin, ExportMixin, WholeViewSet):
    """Makes and models, with their ports."""

    queryset = Product.objects.with_ports()
    serializer_class = ProductSerializer
    permission_classes = (CanKeepGear,)
    create_verb = staticmethod(actions.create_product)
    change_verb = staticmethod(actions.change_product)
    delete_verb = staticmethod(actions.delete_product)
    filterset_class = ProductFilter
    search_fields = ("words", "manufacturer__words", "ports__port__words")
    ordering_fields = ("created_at", "updated_at", "title", "model")
    export_columns = selectors.PRODUCT_COLUMNS
