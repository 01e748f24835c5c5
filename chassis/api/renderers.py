"""How answers leave: JSON, and problems under their own media type."""

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer

from chassis.errors.problems import CONTENT_TYPE


class JSONText(bytes):
    """The data of an answer that is JSON already."""


class ProblemJSONRenderer(JSONRenderer):
    """JSON; an error answer is `application/problem+json`, and what is JSON already stays so."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Return the bytes of the answer."""
        if isinstance(data, JSONText):
            return data
        response = (renderer_context or {}).get("response")
        # The browsable API renders JSON inside of a page: the answer is then the page's.
        if response is not None and response.exception and response.accepted_renderer is self:
            response["Content-Type"] = CONTENT_TYPE
        body: bytes = super().render(data, accepted_media_type, renderer_context)
        return body
