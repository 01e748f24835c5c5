"""The API of categories."""

from catalog_service.gear import actions
from catalog_service.gear.filters import CategoryFilter
from catalog_service.gear.models import Category
from catalog_service.gear.permissions import CanKeepGear
from catalog_service.gear.serializers import CategorySerializer
from chassis.api.views import WholeViewSet


class CategoryViewSet(WholeViewSet):
    """Sorts of product."""

    queryset = Category.objects.all()
    serializer_class = CategorySerializer
    permission_classes = (CanKeepGear,)
    create_verb = staticmethod(actions.create_category)
    change_verb = staticmethod(actions.change_category)
    delete_verb = staticmethod(actions.delete_category)
    filterset_class = CategoryFilter
    search_fields = ("words",)
    ordering_fields = ("created_at", "updated_at", "name", "path")
    ordering = "path"
