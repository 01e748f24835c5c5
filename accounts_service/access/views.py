"""The pages of access: sign in, sign out, and the consent to what a program asks for."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from oauth2_provider.exceptions import OAuthToolkitError
from oauth2_provider.views import AuthorizationView
from oauthlib.oauth2 import InvalidScopeError

from accounts_service.access.models import Client
from accounts_service.access.selectors.clients import registered_redirect
from accounts_service.access.selectors.grants import narrowed


class SignInView(LoginView):
    """The one page where people type their password."""

    template_name = "access/sign_in.html"
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """Send admins to the admin and everybody else to the portal."""
        if getattr(self.request.user, "is_staff", False):
            return reverse("admin:index")
        return super().get_default_redirect_url()

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Let the form's answer lead to a client that the person came from."""
        response = super().render_to_response(context, **kwargs)
        return lead_to(response, registered_redirect(urlsplit(self.get_redirect_url())))


class SignOutView(LogoutView):
    """End the session here. Only a POST does: a link elsewhere must not sign anybody out."""


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


def lead_to(response: Any, redirect_uri: str) -> HttpResponse:
    """Let the page's form end at a client: browsers hold redirects against the policy, too."""
    address = urlsplit(redirect_uri)
    if address.netloc:
        response._csp_update = {"form-action": [f"{address.scheme}://{address.netloc}"]}
    answer: HttpResponse = response
    return answer
