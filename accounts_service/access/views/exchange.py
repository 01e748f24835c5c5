"""Where the gateway exchanges API tokens. Nobody else knows its secret."""

import re

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts_service.access.actions import api_tokens
from accounts_service.access.errors import ApiTokenRefused
from chassis.errors.problems import CONTENT_TYPE, problem

DIGEST = re.compile(r"[0-9a-f]{64}")


@csrf_exempt
@require_POST
@never_cache
def exchange(request: HttpRequest) -> JsonResponse:
    """Answer with an access token for the API token with this digest, or 401."""
    secret = request.headers.get("X-Gateway-Secret", "")
    if not constant_time_compare(secret.encode(), settings.GATEWAY_SECRET.encode()):
        return _refusal(request, 403, "This address is for the gateway only.")
    digest = request.headers.get("X-Token-Digest", "")
    if not DIGEST.fullmatch(digest):
        return _refusal(request, ApiTokenRefused.status, "This is no digest.")
    try:
        return JsonResponse(api_tokens.exchange(digest=digest)._asdict())
    except ApiTokenRefused as error:
        return _refusal(request, error.status, error.detail)


def _refusal(request: HttpRequest, status: int, detail: str) -> JsonResponse:
    body = problem(status, detail=detail, instance=request.path)
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)
