"""Make a client of the OAuth provider, and change it."""

from collections.abc import Iterable

from oauth2_provider.generators import generate_client_secret

from accounts_service.access.actions.recording import record
from accounts_service.access.models import Client, Kind
from chassis.auth import Caller

COMMAND_LINE = "kitroom-cli"
NOT_FOR_SCRIPTS = frozenset({"openid", "profile", "email"})


def make_client(
    *,
    name: str,
    scopes: Iterable[str],
    redirect_uris: Iterable[str] = (),
    post_logout_redirect_uris: Iterable[str] = (),
    public: bool = False,
    device: bool = False,
    client_id: str = "",
    by: Caller | str | None = None,
) -> tuple[Client, str]:
    """Make a client and return it with its secret, which is kept nowhere; a public one has none.

    With redirect addresses it asks people (authorization code), as a device it lets them type a
    code elsewhere, else it speaks for itself (client credentials).
    """
    addresses = " ".join(redirect_uris)
    # Also where nobody is told it: an empty one would be everybody's.
    secret = generate_client_secret()
    client = Client(
        name=name,
        scopes=" ".join(sorted(set(scopes))),
        redirect_uris=addresses,
        post_logout_redirect_uris=" ".join(post_logout_redirect_uris),
        client_type=Client.CLIENT_PUBLIC if public else Client.CLIENT_CONFIDENTIAL,
        authorization_grant_type=_way(addresses=addresses, device=device),
        client_secret=secret,
    )
    if client_id:
        client.client_id = client_id
    client.full_clean()
    client.save()
    record(Kind.CLIENT_MADE, by=by, client=client.client_id, scopes=sorted(client.scope_set))
    return client, "" if public else secret


def renew_secret(*, client: Client, by: Caller | str | None = None) -> str:
    """Give a client another secret, and return it: it is kept nowhere. The old one is void."""
    client.client_secret = secret = generate_client_secret()
    client.save()
    record(Kind.CLIENT_CHANGED, by=by, client=client.client_id, fields=["client_secret"])
    return secret


def make_command_line_client(*, scopes: Iterable[str]) -> bool:
    """Make the client as which `manage.py login` asks people, and tell whether one was made."""
    wanted = " ".join(sorted(set(scopes) - NOT_FOR_SCRIPTS))
    client = Client.objects.filter(client_id=COMMAND_LINE).first()
    if client is None:
        make_client(
            name="Kitroom's command line",
            scopes=wanted.split(),
            public=True,
            device=True,
            client_id=COMMAND_LINE,
        )
        return True
    if client.scopes == wanted:
        return False
    client.scopes = wanted
    client.save()
    record(Kind.CLIENT_CHANGED, client=COMMAND_LINE, scopes=sorted(client.scope_set))
    return True


def _way(*, addresses: str, device: bool) -> str:
    if device:
        return str(Client.GRANT_DEVICE_CODE)
    return str(Client.GRANT_AUTHORIZATION_CODE if addresses else Client.GRANT_CLIENT_CREDENTIALS)
