"""The consent page: what a program asks for, and what the person can grant."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from oauth2_provider.exceptions import OAuthToolkitError
from oauth2_provider.views import AuthorizationView
from oauthlib.oauth2 import InvalidScopeError
from oauthlib.oauth2.rfc6749.errors import ConsentRequired

from accounts_service.access.models import Client
from accounts_service.access.selectors.consents import needs_no_question
from accounts_service.access.selectors.grants import Person, narrowed
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

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the page, unless the answer is known."""
        # The library would take a live token for an answer: what it holds says nothing of who asks.
        words = request.GET.copy()
        words.pop("approval_prompt", None)
        request.GET = QueryDict(words.urlencode())
        prompts = set(request.GET.get("prompt", "").split())
        if prompts & {"consent", "login", "create"} or "resource" in request.GET:
            answer: HttpResponse = super().get(request, *args, **kwargs)
            return answer
        try:
            known = self._known(request, is_silent="none" in prompts)
        except OAuthToolkitError as error:
            known = self.error_response(error, application=None)
        return known or super().get(request, *args, **kwargs)

    def _known(self, request: HttpRequest, *, is_silent: bool) -> HttpResponse | None:
        """Return the answer of somebody who gave it before, or None to ask them."""
        scopes, credentials = self.validate_authorization_request(request)
        asked, person = credentials["request"], cast("Person", request.user)
        if not needs_no_question(person, asked.client, scopes):
            if not is_silent:
                return None
            raise OAuthToolkitError(
                ConsentRequired(request=asked), redirect_uri=credentials["redirect_uri"]
            )
        if isinstance(credentials.get("ui_locales"), list):
            credentials["ui_locales"] = " ".join(credentials["ui_locales"])
        address, *_ = self.create_authorization_response(
            request, " ".join(scopes), credentials, allow=True
        )
        answer: HttpResponse = self.redirect(address, asked.client)
        return answer

    def form_valid(self, form: Any) -> HttpResponse:
        """Answer the client; one that does not exist is a 404."""
        get_object_or_404(Client, client_id=form.cleaned_data["client_id"])
        return super().form_valid(form)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Let the form's answer lead to the client: browsers check redirects too."""
        response = super().render_to_response(context, **kwargs)
        return lead_to(response, context.get("redirect_uri") or "")
