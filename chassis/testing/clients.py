"""API clients for tests."""

from collections.abc import Iterable
from typing import Any

from rest_framework.test import APIClient

from chassis.testing import tokens

ANA = "018f5f5e-0000-7000-8000-00000000000a"


def client_of(
    *,
    id: str = ANA,
    scopes: Iterable[str] = (),
    roles: Iterable[str] = ("technician",),
    client_id: str = "tests",
) -> Any:
    """Return an API client whose token says who calls. The caller's id is `client.caller_id`."""
    claims = tokens.claims(sub=id, scope=" ".join(scopes), roles=list(roles), client_id=client_id)
    client: Any = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens.sign(claims)}")
    client.caller_id = id
    return client
