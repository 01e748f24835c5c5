"""Make the clients as which the services ask for tokens."""

from django.contrib.auth.hashers import check_password

from accounts_service.access.actions.recording import record
from accounts_service.access.models import INTERNAL_SCOPES, Client, Kind


def make_service_client(*, service: str, secret: str) -> bool:
    """Make or renew a service's client, and tell whether anything had to change.

    It may ask every other service what services ask each other, and nothing that people ask.
    """
    client = Client.objects.filter(client_id=service).first() or Client(client_id=service)
    scopes = " ".join(sorted(INTERNAL_SCOPES - {f"{service}:internal"}))
    if client.scopes == scopes and check_password(secret, client.client_secret):
        return False
    client.name = f"The service {service}"
    client.scopes = scopes
    client.client_type = Client.CLIENT_CONFIDENTIAL
    client.authorization_grant_type = Client.GRANT_CLIENT_CREDENTIALS
    client.client_secret = secret
    client.full_clean()
    kind = Kind.CLIENT_CHANGED if client.pk else Kind.CLIENT_MADE
    client.save()
    record(kind, client=client.client_id, scopes=sorted(client.scope_set))
    return True
