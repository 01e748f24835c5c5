"""Which form an answer takes; to who wants JSON or says nothing, the answer is known at once."""

from typing import Any

from rest_framework.exceptions import NotAcceptable
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

    def filter_renderers(self, renderers: Any, format: str) -> Any:
        """Return the renderers of a format. Raises NotAcceptable where there is none."""
        if kept := [each for each in renderers if each.format == format]:
            return kept
        raise NotAcceptable(f"There is no such format here. There are: {_formats(renderers)}.")


def _formats(renderers: Any) -> str:
    return ", ".join(f"{each.format} ({each.media_type})" for each in renderers)
