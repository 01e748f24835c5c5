"""What the provider says of itself, where programs look for it."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views import View

from accounts_service.access.selectors import keys
from chassis.auth.keys import FRESH_SECONDS


class KeySetView(View):
    """The public halves of the signing keys (RFC 7517)."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """Return the set; no key signs before everybody's copy of it is older than this."""
        response = _public({"keys": keys.current().published})
        response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
        return response


def _public(document: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(document)
    response["Access-Control-Allow-Origin"] = "*"
    return response
