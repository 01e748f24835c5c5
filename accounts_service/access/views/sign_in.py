"""The pages where people come in and go."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views import View

from accounts_service.access.actions import limits
from accounts_service.access.selectors import grants
from accounts_service.access.views import entering
from accounts_service.access.views.limited import LimitedMixin

LONGEST_ADDRESS = "254"


class SignInForm(AuthenticationForm):
    """Who comes, and their password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Username or e-mail address"
        self.fields["username"].widget.attrs["maxlength"] = LONGEST_ADDRESS


class SignInView(LimitedMixin, LoginView):
    """The one page where people type their password."""

    template_name = "access/sign_in.html"
    authentication_form = SignInForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Let pass who is signed in, unless a program wants them to prove again who they are."""
        super().setup(request, *args, **kwargs)
        self.redirect_authenticated_user = entering.AGAIN not in request.GET

    def get_default_redirect_url(self) -> str:
        """Send admins to the admin and everybody else to the portal."""
        user: Any = self.request.user
        return entering.home(user) if user.is_authenticated else "/"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge what was typed, if that was not tried too often."""
        whose = grants.named(self._typed)
        limits.spend(limits.SIGN_IN, limits.SIGN_IN_FROM, self._typed, person=whose)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """The password is right: go on, or ask for the second factor."""
        limits.succeeded(limits.SIGN_IN, limits.SIGN_IN_FROM, self._typed)
        return entering.next_step(self.request, form.get_user(), self.get_redirect_url())

    @property
    def _typed(self) -> str:
        """What is counted: what was typed alone, so that it tells of no account."""
        return self.request.POST.get("username", "")

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Let the form's answer lead to a client that the person came from."""
        return entering.led(super().render_to_response(context, **kwargs), self.get_redirect_url())


class SignOutView(LogoutView):
    """End the session here. Only a POST does: a link elsewhere must not sign anybody out."""


class ElsewhereView(View):
    """The sign-in pages of Django's admin and of the browsable API: there is one page, ours."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send people to the sign-in page; who is signed in already may not see that page."""
        wanted = entering.safe(request, request.GET.get("next", ""))
        if request.user.is_authenticated and wanted:
            return render(request, "access/not_yours.html", {"wanted": wanted}, status=403)
        if request.user.is_authenticated:
            return redirect(entering.home(request.user))
        query = f"?{urlencode({'next': wanted})}" if wanted else ""
        return HttpResponseRedirect(f"{reverse('sign-in')}{query}")
