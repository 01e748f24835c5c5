"""What is known of the programs that people sign in for."""

from urllib.parse import SplitResult, parse_qs

from django.urls import reverse

from accounts_service.access.models import Client


def registered_redirect(destination: SplitResult) -> str:
    """Return where an authorization request leads back to, if its client registered that."""
    if destination.path != reverse("oauth2_provider:authorize"):
        return ""
    query = parse_qs(destination.query)
    name, address = (query.get(word, [""])[0] for word in ("client_id", "redirect_uri"))
    if not address or not name.isprintable():
        return ""
    client = Client.objects.filter(client_id=name).first()
    return address if client and client.redirect_uri_allowed(address) else ""
