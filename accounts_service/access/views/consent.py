"""The consent page: what a program asks for, and what the person can grant."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from oauth2_provider.exceptions import OAuthToolkitError
from oauth2_provider.views import AuthorizationView
from oauthlib.oauth2 import InvalidScopeError

from accounts_service.access.models import Client
from accounts_service.access.selectors.grants import narrowed
from accounts_service.access.views.leading import lead_to


class ConsentView(AuthorizationView):
    """The provider's authorization page: it asks only for what the person can grant."""

    def validate_authorization_request(self, request: HttpRequest) -> tuple[list[str], Any]:
        """Check the request, and leave out what the person's role does not include."""
        scopes, credentials = super().validate_authorization_request(request)
        if not request.user.is_authenticated:
            return scopes, credentials
        asked = credentials["request"]
        granted = narrowed(scopes, person=request.user, client=asked.client)
        if not granted:
            raise OAuthToolkitError(
                InvalidScopeError(request=asked), redirect_uri=credentials["redirect_uri"]
            )
        return granted, credentials

    def form_valid(self, form: Any) -> HttpResponse:
        """Answer the client; one that does not exist is a 404."""
        get_object_or_404(Client, client_id=form.cleaned_data["client_id"])
        return super().form_valid(form)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Let the form's answer lead to the client: browsers check redirects too."""
        response = super().render_to_response(context, **kwargs)
        return lead_to(response, context.get("redirect_uri") or "")
