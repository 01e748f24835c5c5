"""How somebody gets in, and what they let in."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from oauth2_provider.models import AccessToken, DeviceGrant, Grant, IDToken, RefreshToken

from accounts_service.access.models import AccessRecord, ApiToken, Client, Consent
from chassis.privacy import about, exempt
from chassis.privacy.erasing import forgets
from chassis.privacy.words import Erasure

about("access-records", AccessRecord, "person", "by", says="When and from where they came in.")
about("admin-log", LogEntry, "user", says="What they did in the admin.")
about("api-tokens", ApiToken, "person", says="Tokens of their scripts.", omit=["digest"], goes=True)
about("consents", Consent, "person", says="Programs that they let in.", goes=True)
about("programs", Client, "user", says="Programs that they registered.", omit=["client_secret"])
about("addresses", EmailAddress, "user", says="Their address, as sign-in has it.", goes=True)
about(
    "second-factors",
    Authenticator,
    "user",
    says="What they sign in with beside a password.",
    omit=["data"],
    goes=True,
)
TOKENS = {
    "refresh-tokens": (RefreshToken, ("token", "token_checksum")),
    "access-tokens": (AccessToken, ("token", "token_checksum")),
    "identities": (IDToken, ()),
    "codes": (Grant, ("code", "code_challenge", "nonce")),
    "devices": (DeviceGrant, ("device_code", "user_code")),
}
for name, (model, secrets) in TOKENS.items():
    about(name, model, "user", says="What programs were given for them.", omit=secrets, goes=True)

exempt(IDToken, "jti", why="The id of a token.")
exempt(RefreshToken, "token_family", why="The id of a family of tokens.")


@forgets("access-records")
def forget_addresses(erasure: Erasure) -> int:
    """Keep that somebody came in, and not from where."""
    own = AccessRecord.objects.filter(person=erasure.subject)
    by = AccessRecord.objects.filter(by=str(erasure.subject))
    return sum(rows.filter(address__isnull=False).update(address=None) for rows in (own, by))
