"""Where a program sends a person who signs out of it (OpenID Connect RP-Initiated Logout)."""

from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.shortcuts import render
from oauth2_provider.exceptions import InvalidOIDCClientError, LogoutDenied
from oauth2_provider.views import RPInitiatedLogoutView

from accounts_service.access.models import Client
from accounts_service.access.selectors.identity import hinted
from accounts_service.access.views.leading import lead_to


class LeaveView(RPInitiatedLogoutView):
    """The library's page, with hints that were signed with any key that we still publish.

    A hint that proves nothing is no hint: the person is asked.
    """

    def validate_logout_request(
        self, id_token_hint: str, client_id: str, post_logout_redirect_uri: str
    ) -> tuple[Client | None, Any]:
        """Return the program and the person of the hint; refuse addresses not registered."""
        sub, audience = hinted(id_token_hint)
        if client_id and audience and client_id != audience:
            raise InvalidOIDCClientError
        client = Client.objects.filter(client_id=client_id or audience).first()
        if client_id and client is None:
            raise InvalidOIDCClientError
        self.validate_post_logout_redirect_uri(client, post_logout_redirect_uri)
        people = get_user_model()._default_manager
        return client, people.filter(pk=sub).first() if sub else None

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Let the question's answer lead to the address, which was found to be registered."""
        response = super().render_to_response(context, **kwargs)
        return lead_to(response, self.oidc_data.get("post_logout_redirect_uri") or "")

    def error_response(self, error: Any) -> HttpResponse:
        """Say what is wrong with the request; whoever chose to stay did nothing wrong."""
        if isinstance(error, LogoutDenied):
            return render(self.request, "access/stayed.html")
        page: HttpResponse = super().error_response(error)
        return page
