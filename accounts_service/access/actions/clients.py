"""Make a client of the OAuth provider."""

from collections.abc import Iterable

from oauth2_provider.generators import generate_client_secret

from accounts_service.access.actions.recording import record
from accounts_service.access.models import Client, Kind


def make_client(
    *, name: str, scopes: Iterable[str], redirect_uris: Iterable[str] = ()
) -> tuple[Client, str]:
    """Make a client and return it with its secret, which is kept nowhere.

    With redirect addresses it asks people (authorization code), without it speaks for itself
    (client credentials).
    """
    addresses = " ".join(redirect_uris)
    client = Client(
        name=name,
        scopes=" ".join(sorted(set(scopes))),
        redirect_uris=addresses,
        client_type=Client.CLIENT_CONFIDENTIAL,
        authorization_grant_type=(
            Client.GRANT_AUTHORIZATION_CODE if addresses else Client.GRANT_CLIENT_CREDENTIALS
        ),
        client_secret=(secret := generate_client_secret()),
    )
    client.full_clean()
    client.save()
    record(Kind.CLIENT_MADE, client=client.client_id, scopes=sorted(client.scope_set))
    return client, secret
