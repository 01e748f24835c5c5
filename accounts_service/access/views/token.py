"""Where programs ask for tokens, give them back, and ask about them."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider.views import TokenView as LibraryTokenView
from oauth2_provider.views.mixins import OAuthLibMixin
from oauthlib.oauth2.rfc8628.endpoints.pre_configured import DeviceApplicationServer

from accounts_service.access.actions import devices
from accounts_service.access.models import Client
from accounts_service.access.selectors import introspection


class TokenView(LibraryTokenView):
    """The library's endpoint. What is special about devices, the validator does."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with tokens, or with the error that says why not."""
        answer: HttpResponse = self.authorization_flow_token_response(request)
        return answer


class DeviceServer(DeviceApplicationServer):
    """The library's answers to devices, with our life time of a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._expires_in = int(devices.LIFETIME.total_seconds())
        self.user_code_generator = devices.new_user_code


@method_decorator(csrf_exempt, name="dispatch")
class DeviceAuthorizationView(OAuthLibMixin, View):
    """Where a device without a browser asks for a code to show (RFC 8628)."""

    server_class = DeviceServer

    def post(self, request: HttpRequest) -> JsonResponse:
        """Answer with the codes, and where a person types theirs."""
        headers, words, status = self.create_device_authorization_response(request)
        if status != 200:
            return _not_kept(HttpResponse(words, status=status, content_type="application/json"))
        client = Client.objects.get(client_id=request.POST["client_id"])
        scopes = request.POST.get("scope", "").split() or sorted(client.scope_set)
        if error := devices.refusal(client=client, scopes=scopes):
            return _not_kept(JsonResponse({"error": error}, status=400))
        devices.await_person(
            client=client,
            scopes=scopes,
            device_code=words["device_code"],
            user_code=words["user_code"],
            at=timezone.now(),
        )
        return _not_kept(JsonResponse(words, headers=headers))


@method_decorator(csrf_exempt, name="dispatch")
class IntrospectView(OAuthLibMixin, View):
    """Whether a token is good, and for what (RFC 7662). Only a program with a secret may ask."""

    def post(self, request: HttpRequest) -> JsonResponse:
        """Answer what a program may know of a token: its own, or any if it is a service."""
        asked = self.get_oauthlib_core().client_of(request)
        if asked is None:
            return _not_kept(JsonResponse({"error": "invalid_client"}, status=401))
        if "token" not in request.POST:
            return _not_kept(JsonResponse({"error": "invalid_request"}, status=400))
        return _not_kept(JsonResponse(introspection.of(request.POST["token"], asked=asked)))


def _not_kept(answer: Any) -> Any:
    answer["Cache-Control"] = "no-store"
    return answer
