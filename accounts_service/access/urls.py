"""The addresses of access: the sign-in page and the OAuth provider."""

from django.urls import include, path
from oauth2_provider import urls as provider

from accounts_service.access.views import ConsentView, SignInView, SignOutView

# The provider's management pages stay out: they let anybody who is signed in register clients.
PROVIDER = [
    path("authorize/", ConsentView.as_view(), name="authorize"),
    *(pattern for pattern in provider.base_urlpatterns if pattern.name != "authorize"),
    *provider.oidc_urlpatterns,
    *provider.metadata_urlpatterns,
]

urlpatterns = [
    path("login/", SignInView.as_view(), name="sign-in"),
    path("logout/", SignOutView.as_view(), name="sign-out"),
    path("o/", include((PROVIDER, "oauth2_provider"))),
]
