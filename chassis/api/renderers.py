"""How answers leave: JSON, and problems under their own media type."""

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import JSONRenderer

from chassis.errors.problems import CONTENT_TYPE
from chassis.headers import PlainAnswer


class JSONAnswer(PlainAnswer):
    """An answer that is JSON already: there is nothing to be rendered."""

    def __init__(self, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text.encode(), content_type="application/json", headers=headers)


class ProblemJSONRenderer(JSONRenderer):
    """JSON; an error answer is `application/problem+json`."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Return the bytes of the answer."""
        response = (renderer_context or {}).get("response")
        # The browsable API renders JSON inside of a page: the answer is then the page's.
        if response is not None and response.exception and response.accepted_renderer is self:
            response["Content-Type"] = CONTENT_TYPE
        body: bytes = super().render(data, accepted_media_type, renderer_context)
        return body
