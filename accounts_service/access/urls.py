"""The addresses of access: the sign-in page and the OAuth provider."""

from django.urls import include, path
from oauth2_provider import urls as provider

from accounts_service.access.views import (
    ConsentView,
    KeySetView,
    SignInCheckView,
    SignInView,
    SignOutView,
    second_factor,
    security,
)

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

SECURITY = [
    path("", security.SecurityView.as_view(), name="security"),
    path("first/", security.FirstSecondFactorView.as_view(), name="first-second-factor"),
    path("app/", security.AddAppView.as_view(), name="add-app"),
    path("passkey/", security.AddPasskeyView.as_view(), name="add-passkey"),
    path("passkey/options/", security.PasskeyOptionsView.as_view(), name="passkey-options"),
    path("recovery-codes/", security.RecoveryCodesView.as_view(), name="recovery-codes"),
    path("<int:number>/remove/", security.RemoveFactorView.as_view(), name="remove-factor"),
]

urlpatterns = [
    path("login/", SignInView.as_view(), name="sign-in"),
    path("login/second-factor/", second_factor.SecondFactorView.as_view(), name="second-factor"),
    path("login/passkey/", second_factor.PasskeySignInView.as_view(), name="passkey-sign-in"),
    path("logout/", SignOutView.as_view(), name="sign-out"),
    path("security/", include(SECURITY)),
    path("internal/sign-ins/<uuid:person_id>/", SignInCheckView.as_view()),
    path("o/", include((PROVIDER, "oauth2_provider"))),
]
