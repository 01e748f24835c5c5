"""The addresses of access: the sign-in page and the OAuth provider."""

from django.urls import include, path
from oauth2_provider import urls as provider

from accounts_service.access.views import ConsentView, KeySetView, SignInView, SignOutView

# The provider's management pages stay out: they let anybody who is signed in register clients.
OWN = [
    path("authorize/", ConsentView.as_view(), name="authorize"),
    path(".well-known/jwks.json", KeySetView.as_view(), name="jwks-info"),
]
LIBRARY = (
    *provider.base_urlpatterns,
    *provider.oidc_urlpatterns,
    *provider.metadata_urlpatterns,
)
PROVIDER = [*OWN, *(each for each in LIBRARY if each.name not in {own.name for own in OWN})]

urlpatterns = [
    path("login/", SignInView.as_view(), name="sign-in"),
    path("logout/", SignOutView.as_view(), name="sign-out"),
    path("o/", include((PROVIDER, "oauth2_provider"))),
]
