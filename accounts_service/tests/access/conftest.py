"""Fixtures of the OAuth provider's tests: clients, and a browser that walks the code flow."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client as Browser

from accounts_service.access import actions
from accounts_service.access.models import Client
from accounts_service.tests.conftest import PASSWORD

AUTHORIZE = "/accounts/o/authorize/"
TOKEN = "/accounts/o/token/"
CALLBACK = "https://reports.example.org/callback"
VERIFIER = "a-verifier-that-is-long-enough-for-the-rules-of-pkce"
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
)


@dataclass
class Program:
    """A client with its secret, and the browser of the person in front of it."""

    client: Client
    secret: str
    browser: Browser = field(default_factory=Browser)

    def asks(self, scope: str = "tasks:read", **changes: Any) -> Any:
        """Send the browser to the consent page."""
        words = {
            "response_type": "code",
            "client_id": self.client.client_id,
            "redirect_uri": CALLBACK,
            "scope": scope,
            "state": "a state",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            **changes,
        }
        return self.browser.get(AUTHORIZE, {k: v for k, v in words.items() if v is not None})

    def answers(self, page: Any, **changes: Any) -> dict[str, str]:
        """Send the consent page's form, and return what comes back to the program."""
        hidden = {bound.name: bound.value() or "" for bound in page.context["form"].hidden_fields()}
        words = {**hidden, "allow": "true", **changes}
        address = f"{page.request['PATH_INFO']}?{page.request['QUERY_STRING']}"
        response = self.browser.post(address, words)
        assert response.status_code == 302, response.content
        assert response["Location"].startswith(CALLBACK)
        return dict(parse_qsl(urlsplit(response["Location"]).query))

    def code(self, scope: str = "tasks:read", **changes: Any) -> str:
        """Walk to a code; who consented before is not asked."""
        page = self.asks(scope, **changes)
        if page.status_code == 302:
            return dict(parse_qsl(urlsplit(page["Location"]).query))["code"]
        return self.answers(page)["code"]

    def redeems(self, code: str, **changes: Any) -> Any:
        """Exchange a code for tokens."""
        return self.posts(
            grant_type="authorization_code",
            code=code,
            redirect_uri=CALLBACK,
            **{"code_verifier": VERIFIER, **changes},
        )

    def refreshes(self, token: str, **changes: Any) -> Any:
        """Exchange a refresh token for new tokens."""
        return self.posts(grant_type="refresh_token", refresh_token=token, **changes)

    def posts(self, **words: Any) -> Any:
        """Call the token endpoint with the client's id and secret."""
        pair = f"{self.client.client_id}:{words.pop('secret', self.secret)}"
        basic = base64.b64encode(pair.encode()).decode()
        given = {name: value for name, value in words.items() if value is not None}
        return Browser().post(TOKEN, given, headers={"Authorization": f"Basic {basic}"})


@pytest.fixture
def report(db: None, signing_key: None) -> Program:
    """Return a program that asks people for a look at their things."""
    scopes = ["tasks:read", "catalog:read", "catalog:desk", "openid", "profile", "email"]
    client, secret = actions.make_client(
        name="Weekly report", scopes=scopes, redirect_uris=[CALLBACK]
    )
    return Program(client, secret)


@pytest.fixture
def robot(db: None, signing_key: None) -> Program:
    """Return a program that speaks for itself."""
    client, secret = actions.make_client(name="Robot", scopes=["catalog:read", "accounts:read"])
    return Program(client, secret)


@pytest.fixture
def signed_in(report: Program) -> Callable[[Any], Program]:
    """Return a way to sign somebody in to the report's browser."""

    def sign_in(person: Any) -> Program:
        assert report.browser.login(username=person.username, password=PASSWORD)
        return report

    return sign_in
