"""What lists of imports can be narrowed by."""

import django_filters

from catalog_service.imports.models import Import
from chassis.api.filters import FilterSet
from chassis.jobs.models import Status


class ImportFilter(FilterSet):
    """The filters of `GET /imports/`."""

    status = django_filters.ChoiceFilter(
        field_name="job__status", choices=Status.choices, help_text="How its job is."
    )

    class Meta:
        model = Import
        fields = {"kind": ["exact"], "created_by": ["exact"], "dry_run": ["exact"]}
