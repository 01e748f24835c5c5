"""The API of kept files: send one, read it, look at it in small, take it away."""

from typing import Any

from django.http import Http404, HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser

from chassis.api.views import (
    CreateMixin,
    DestroyMixin,
    ListMixin,
    ResourceViewSet,
    RetrieveMixin,
)
from chassis.files.serving import AnythingRenderer, serve
from chassis.history.api import HistoryMixin

BINARY = {(200, "application/octet-stream"): OpenApiTypes.BINARY}
WEBP = {(200, "image/webp"): OpenApiTypes.BINARY}


class KeptFileViewSet(
    CreateMixin, RetrieveMixin, ListMixin, DestroyMixin, HistoryMixin, ResourceViewSet
):
    """Name the two verbs, and say in `get_queryset` whose files exist for the caller."""

    parser_classes = (MultiPartParser,)

    @extend_schema(responses=BINARY)
    @action(detail=True, renderer_classes=[AnythingRenderer])
    def file(self, request: Any, pk: str) -> HttpResponseBase:
        """Read the file. A picture may be shown, all else is to be saved."""
        row = self.get_object()
        name = "" if row.is_picture else row.name
        return serve(request, row, row.file, media_type=row.media_type, name=name)

    @extend_schema(responses=WEBP)
    @action(detail=True, renderer_classes=[AnythingRenderer])
    def thumbnail(self, request: Any, pk: str) -> HttpResponseBase:
        """Look at a picture in small: at most 320 pixels long; 404 of what is no picture."""
        row = self.get_object()
        if not row.is_picture:
            raise Http404
        return serve(request, row, row.thumbnail, media_type="image/webp")
