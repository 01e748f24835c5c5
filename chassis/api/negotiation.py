"""Which form an answer takes; to who wants JSON or says nothing, the answer is known at once."""

from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

PLAIN = ("*/*", "application/json")


class PlainFirst(DefaultContentNegotiation):
    """DRF's negotiation; the plain cases, in which its answer is the first renderer, go ahead."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[Any, str]:
        """Return the renderer and the media type of the answer."""
        first = renderers[0]
        wanted = request.META.get("HTTP_ACCEPT", "*/*")
        is_plain = wanted in PLAIN and first.media_type == "application/json"
        if is_plain and not format_suffix and "format" not in request.query_params:
            return first, first.media_type
        chosen: tuple[Any, str] = super().select_renderer(request, renderers, format_suffix)
        return chosen
