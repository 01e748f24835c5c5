"""What lists of imports can be narrowed by."""

from catalog_service.imports.models import Import
from chassis.api.filters import FilterSet


class ImportFilter(FilterSet):
    """The filters of `GET /imports/`."""

    class Meta:
        model = Import
        fields = {"kind": ["exact"], "created_by": ["exact"]}
