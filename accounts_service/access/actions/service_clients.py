"""Make the clients as which the services ask for tokens, and as which they sign people in."""

from django.contrib.auth.hashers import check_password

from accounts_service.access.models import INTERNAL_SCOPES, SCOPES, Client

SIGN_IN = {"openid", "profile"}


def make_service_client(*, service: str, secret: str) -> bool:
    """Make or renew a service's client, and tell whether anything had to change.

    It may ask every other service what services ask each other, and nothing that people ask.
    """
    return _renew(
        client_id=service,
        secret=secret,
        name=f"The service {service}",
        scopes=" ".join(sorted(INTERNAL_SCOPES - {f"{service}:internal"})),
        authorization_grant_type=Client.GRANT_CLIENT_CREDENTIALS,
    )


def make_web_client(*, service: str, secret: str, public_url: str) -> bool:
    """Make or renew the client as which a service signs people in, and tell as above.

    It is one of ours: nobody is asked for consent. It learns who somebody is and what they may do
    in this one service.
    """
    own = {scope for scope in SCOPES if scope.startswith(f"{service}:")}
    return _renew(
        client_id=f"{service}-web",
        secret=secret,
        name=f"The pages of {service}",
        scopes=" ".join(sorted(own - INTERNAL_SCOPES | SIGN_IN)),
        authorization_grant_type=Client.GRANT_AUTHORIZATION_CODE,
        redirect_uris=f"{public_url}/{service}/sign-in/callback/",
        post_logout_redirect_uris=f"{public_url}/",
        skip_authorization=True,
    )


def _renew(*, client_id: str, secret: str, **words: object) -> bool:
    wanted = {"redirect_uris": "", "client_type": Client.CLIENT_CONFIDENTIAL, **words}
    client = Client.objects.filter(client_id=client_id).first() or Client(client_id=client_id)
    same = all(getattr(client, name) == value for name, value in wanted.items())
    if same and check_password(secret, client.client_secret):
        return False
    for name, value in wanted.items():
        setattr(client, name, value)
    client.client_secret = secret
    client.full_clean()
    client.save()
    return True
