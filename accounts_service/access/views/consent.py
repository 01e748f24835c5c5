"""The consent page: what a program asks for, and what the person can grant."""

import re
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from oauth2_provider.exceptions import OAuthToolkitError
from oauth2_provider.views import AuthorizationView
from oauthlib.oauth2 import InvalidRequestError, InvalidScopeError
from oauthlib.oauth2.rfc6749.errors import ConsentRequired, LoginRequired

from accounts_service.access.actions.sessions import sign_in_of
from accounts_service.access.models import Client
from accounts_service.access.selectors.consents import needs_no_question
from accounts_service.access.selectors.grants import Person, narrowed
from accounts_service.access.views import entering
from accounts_service.access.views.leading import lead_to

SECONDS = re.compile("[0-9]{1,9}")


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
        prompts = set(request.GET.get("prompt", "").split())
        asks = bool(prompts & {"consent", "create"}) or "resource" in request.GET
        request.GET = _as_the_library_may_read_it(request.GET, prompts)
        try:
            answer = None if "create" in prompts else self._sign_in_again(request, prompts)
            if answer is None and not asks:
                answer = self._known(request, is_silent="none" in prompts)
        except OAuthToolkitError as error:
            answer = self.error_response(error, application=None)
        return answer or super().get(request, *args, **kwargs)

    def handle_no_permission(self) -> HttpResponse:
        """Send nobody to the sign-in page, and have them back here with all that was asked."""
        prompts = set(self.request.GET.get("prompt", "").split())
        if "login" in prompts and not prompts & {"none", "create"}:
            return entering.sign_in_again(self.request)
        answer: HttpResponse = super().handle_no_permission()
        return answer

    def _sign_in_again(self, request: HttpRequest, prompts: set[str]) -> HttpResponse | None:
        """Return the way to the sign-in page for whoever signed in too long ago for the program."""
        came_for_this = entering.came_for_this(request)
        max_age = request.GET.get("max_age", "")
        if came_for_this or not (max_age or "login" in prompts):
            return None
        _, credentials = self.validate_authorization_request(request)
        asked, address = credentials["request"], credentials["redirect_uri"]
        if max_age and not SECONDS.fullmatch(max_age):
            wrong = InvalidRequestError("max_age is a number of seconds.", request=asked)
            raise OAuthToolkitError(wrong, redirect_uri=address)
        if "login" not in prompts and sign_in_of(request.session).age < int(max_age):
            return None
        if "none" in prompts:
            raise OAuthToolkitError(LoginRequired(request=asked), redirect_uri=address)
        return entering.sign_in_again(request)

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


def _as_the_library_may_read_it(asked: QueryDict, prompts: set[str]) -> Any:
    """Leave out what is answered here: by the sign-in page, and by what people let programs do.

    For the library's `approval_prompt` a live token is an answer, whoever asks with its name.
    """
    words = asked.copy()
    words.pop("approval_prompt", None)
    words["prompt"] = " ".join(sorted(prompts - {"login"}))
    return QueryDict(words.urlencode())
