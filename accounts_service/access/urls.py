"""The addresses of access: the sign-in page and the OAuth provider."""

from django.urls import include, path
from oauth2_provider import urls as provider

from accounts_service.access.views import (
    ConsentView,
    DeviceAuthorizationView,
    DeviceView,
    DiscoveryView,
    IntrospectView,
    KeySetView,
    LeaveView,
    SignInCheckView,
    SignInView,
    SignOutView,
    TokenView,
    api_tokens,
    consents,
    exchange,
    second_factor,
    security,
)

# Of the library's views only those which are named: its management pages let anybody who is signed
# in register clients.
LIBRARY = {"revoke-token", "user-info"}
WELL_KNOWN = ".well-known"
PROVIDER = [
    path("authorize/", ConsentView.as_view(), name="authorize"),
    path("token/", TokenView.as_view(), name="token"),
    path("introspect/", IntrospectView.as_view(), name="introspect"),
    path("device-authorization/", DeviceAuthorizationView.as_view(), name="device-authorization"),
    path("device/", DeviceView.as_view(), name="device"),
    path("logout/", LeaveView.as_view(), name="rp-initiated-logout"),
    path(f"{WELL_KNOWN}/jwks.json", KeySetView.as_view(), name="jwks-info"),
    path(f"{WELL_KNOWN}/openid-configuration", DiscoveryView.as_view()),
    path(f"{WELL_KNOWN}/oauth-authorization-server", DiscoveryView.as_view()),
    path(f"{WELL_KNOWN}/oauth-authorization-server/<path:issuer>", DiscoveryView.as_view()),
    *(
        each
        for each in (*provider.base_urlpatterns, *provider.oidc_urlpatterns)
        if each.name in LIBRARY
    ),
]

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
    path("tokens/", api_tokens.ApiTokensView.as_view(), name="api-tokens"),
    path(
        "tokens/<uuid:token>/revoke/",
        api_tokens.RevokeApiTokenView.as_view(),
        name="revoke-api-token",
    ),
    path("consents/", consents.ConsentsView.as_view(), name="consents"),
    path(
        "consents/<uuid:consent>/withdraw/",
        consents.WithdrawConsentView.as_view(),
        name="withdraw-consent",
    ),
    path("internal/token-exchange/", exchange.exchange, name="token-exchange"),
    path("o/", include((PROVIDER, "oauth2_provider"))),
]
