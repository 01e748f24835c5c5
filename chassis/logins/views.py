"""The way to the provider and back, and out."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin, auth
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from mozilla_django_oidc.views import (
    OIDCAuthenticationCallbackView,
    OIDCAuthenticationRequestView,
    get_next_url,
)

from chassis import defaults
from chassis.logins import provider, sessions
from chassis.observability import log

RETRY_SECONDS = "5"


@method_decorator(never_cache, name="dispatch")
class SignInView(OIDCAuthenticationRequestView):
    """Lead a browser to the provider; it comes back to the page that it asked for."""

    @staticmethod
    def get_settings(attr: str, *args: Any) -> Any:
        """Answer from the service's own settings."""
        return provider.library_settings().get(attr, *args)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go there, unless there is nobody to go to."""
        if request.get_host() != urlsplit(defaults.PUBLIC_URL).netloc:
            # The provider leads back to the public address only, and cookies stay where they are.
            return HttpResponseRedirect(f"{defaults.PUBLIC_URL}{request.get_full_path()}")
        if request.user.is_authenticated:
            return HttpResponseRedirect(get_next_url(request, "next") or _front_page())
        if not provider.answers():
            return away(request)
        return super().get(request)


@method_decorator(never_cache, name="dispatch")
class CallbackView(OIDCAuthenticationCallbackView):
    """Come back from the provider. Whatever goes wrong is a page that leads nowhere by itself."""

    @staticmethod
    def get_settings(attr: str, *args: Any) -> Any:
        """Answer from the service's own settings."""
        return {"LOGIN_REDIRECT_URL": _front_page()}.get(attr, *args)

    def get(self, request: HttpRequest) -> HttpResponse:
        """Sign in, or say why not."""
        try:
            return super().get(request)
        except provider.ProviderAway:
            return away(request)
        except (SuspiciousOperation, provider.CodeRefused) as error:
            log.warning("sign_in_refused", why=str(error) or type(error).__name__)
            return self.login_failure()

    def login_success(self) -> HttpResponse:
        """Keep which sign-in the session came from."""
        answer = super().login_success()
        sessions.keep(self.request.session, self.user.sign_in)
        return answer

    def login_failure(self) -> HttpResponse:
        """Say that it did not work; trying again is a click, and no loop."""
        return _page(self.request, "logins/failed.html", 400, "You are not signed in")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here, then the sign-in at the provider, and with it every other session."""
    sign_in = sessions.kept(request.session)
    auth.logout(request)
    return HttpResponseRedirect(provider.goodbye(sign_in.id_token) if sign_in else "/")


def away(request: HttpRequest) -> HttpResponse:
    """Say that nobody can sign in just now."""
    answer = _page(request, "logins/away.html", 503, "Nobody can sign in just now")
    answer["Retry-After"] = RETRY_SECONDS
    return answer


def _page(request: HttpRequest, template: str, status: int, title: str) -> HttpResponse:
    words = {**admin.site.each_context(request), "title": title, "has_permission": False}
    answer = render(request, template, words, status=status)
    add_never_cache_headers(answer)
    return answer


def _front_page() -> str:
    return settings.LOGIN_REDIRECT_URL
