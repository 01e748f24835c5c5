"""The pages where people come in and go."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.urls import reverse

from accounts_service.access.selectors.clients import registered_redirect
from accounts_service.access.views.leading import lead_to


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
