"""The wire form of a category."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from catalog_service.gear.models import Category, is_field_schema, is_small_object
from catalog_service.gear.serializers.objects import ObjectField
from catalog_service.gear.serializers.references import Reference
from catalog_service.gear.serializers.trees import PARENT, PATH, Ancestors
from chassis.api.serializers import ResourceSerializer

LAPTOPS = {
    "name": "Laptops",
    "parent": "computers",
    "schema": {
        "properties": {
            "memory_gb": {"type": "integer", "minimum": 1, "title": "Memory"},
            "keyboard": {"type": "string", "enum": ["de", "us"]},
        },
        "required": ["memory_gb"],
    },
}


@extend_schema_serializer(
    examples=[OpenApiExample("With fields of its own", value=LAPTOPS, request_only=True)]
)
class CategorySerializer(ResourceSerializer):
    """A sort of product, perhaps inside of another: laptops, cameras."""

    parent = Reference(  # type: ignore[assignment]  # the wire calls it so, as DRF does its own
        queryset=Category.objects.all(), required=False, allow_null=True, help_text=PARENT
    )
    ancestors = Ancestors()
    path = serializers.CharField(read_only=True, help_text=PATH)
    schema = ObjectField(
        required=False,
        validators=[is_small_object, is_field_schema],
        help_text="What the `specs` of its products must be, and of those inside of it:"
        " `properties` (each with `type`, `title`, `description`, `enum`, `minimum`, `maximum`,"
        " `minLength`, `maxLength`, `format: date`), `required`, `additionalProperties`.",
    )

    class Meta:
        model = Category
        fields = (
            "id",
            "name",
            "slug",
            "parent",
            "ancestors",
            "path",
            "needs_approval",
            "schema",
            "created_at",
            "updated_at",
            "version",
        )
