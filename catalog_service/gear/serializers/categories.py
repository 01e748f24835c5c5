"""The wire form of a category."""

from catalog_service.gear.models import Category
from chassis.api.serializers import ResourceSerializer


class CategorySerializer(ResourceSerializer):
    """A sort of product: laptops, cameras."""

    class Meta:
        model = Category
        fields = ("id", "name", "slug", "needs_approval", "created_at", "updated_at", "version")
