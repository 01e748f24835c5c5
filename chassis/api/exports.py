"""All rows of a list as a CSV file, however many there are."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from chassis.tables.writing import AT_ONCE, lines_of

CSV = "text/csv"


class OneForm(BaseContentNegotiation):
    """Whatever is accepted gets the file, and a mistake the problem body."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[Any, str]:
        """Return the first."""
        return renderers[0], renderers[0].media_type


class ExportMixin:
    """`GET …/export/`. Say in `export_columns` what each column is called, and what it holds."""

    export_columns: ClassVar[Mapping[str, Any]]

    @extend_schema(responses={(200, f"{CSV}; charset=utf-8"): OpenApiTypes.STR})
    @action(
        detail=False,
        url_name="export",
        pagination_class=None,
        content_negotiation_class=OneForm,
    )
    def export(self: Any, request: Request) -> StreamingHttpResponse:
        """Read all of them as a CSV file (UTF-8), oldest first, filtered as the list is.

        A text that a spreadsheet would run (it begins with `=`, `+`, `-`, `@`) has a quote (`'`)
        before it. An import takes the file as it is.
        """
        rows = self.filter_queryset(self.get_queryset()).prefetch_related(None)
        told = rows.order_by("created_at", "id").values_list(*self.export_columns.values())
        *_, name, _ = request.path.strip("/").split("/")
        return StreamingHttpResponse(
            lines_of([*self.export_columns], told.iterator(chunk_size=AT_ONCE)),
            content_type=f"{CSV}; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )
