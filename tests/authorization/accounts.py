"""What there is in accounts."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.files.base import ContentFile
from rest_framework.test import APIClient

from accounts_service.access.actions import make_client, make_signing_key
from accounts_service.access.actions.api_tokens import shown, stored
from accounts_service.access.models import ROLE_SCOPES, AccessRecord, ApiToken, Consent, Kind
from accounts_service.people.models import Erasure, Membership, Team, User
from chassis.ids import uuid7
from tests.authorization import everywhere
from tests.authorization.asking import Things, World
from tests.authorization.callers import GONE, IDS, STRANGER, Caller

NEW = {"username": "dora", "name": "Dora Lind", "role": "viewer", "email": "dora@example.org"}
LIST = b"username,email\nemil,emil@example.org\n"
ROLES = {str(role): scopes for role, scopes in ROLE_SCOPES.items()}
PEOPLE = {**{id: role for role, id in IDS.items()}, GONE: "admin", STRANGER: "member"}


def login_of(id: str) -> Any:
    """Return a person."""
    return User.objects.get(id=id)


NOTICE = {
    "person": STRANGER,
    "key": "1",
    "subject": "Due",
    "text": "Now.",
    "link": "http://127.0.0.1/",
}


def world(neighbour: Any, settings: Any, folder: Any) -> World:
    """Make people, each with a team, an API token and a record of having signed in."""
    settings.ACCOUNTS_KEYS_DIR = folder / "keys"
    make_signing_key(folder=settings.ACCOUNTS_KEYS_DIR)
    settings.TOKEN_KEYS = "chassis.testing.tokens.keys"
    for id, role in PEOPLE.items():
        details = {"role": role, "email": f"{id[-2:]}@example.org"}
        User.objects.create_user(f"{role}-{id[-2:]}", id=id, **details)
    own = [id for id in PEOPLE if id != STRANGER]
    program, _ = make_client(
        name="Report", scopes=["accounts:read"], redirect_uris=["https://r.example/"]
    )

    def consent(person: str) -> str:
        return str(Consent.objects.create(person_id=person, client=program, scopes="openid").id)

    return World(
        {
            **everywhere.things("people"),
            "people": Things(STRANGER, {id: id for id in own}),
            "teams": Things(_team(STRANGER), {id: _team(id) for id in own}),
            "api-tokens": Things(_token(STRANGER), {id: _token(id) for id in own}),
            "tokens": Things(_token(STRANGER, "page"), {id: _token(id, "page") for id in own}),
            "consents": Things(consent(STRANGER), {id: consent(id) for id in own}),
            "sign-ins": Things(STRANGER),
            "erasures": Things(_erasure()),
            "security": Things(_factor(STRANGER), missing="0"),
            "oauth-authorization-server": Things("accounts/o"),
            "access-records": Things(_record(STRANGER), {id: _record(id) for id in own}),
        },
        {
            **everywhere.BODIES,
            "people": NEW,
            "people/{}": {"name": "Another Name"},
            "people/{}/leave": {},
            "people/imports": lambda: {"file": ContentFile(LIST, "list.csv")},
            "teams": {"name": "Lights"},
            "teams/{}": {"name": "Sound"},
            "api-tokens": {"name": "Backup", "scopes": ["accounts:read"]},
            "accounts/internal/letters": NOTICE,
        },
        {
            **everywhere.QUERIES,
            "/accounts/internal/sign-ins/{}/": {"sid": "a-sid", "issued_at": int(time.time())},
        },
    )


def _team(owner: str) -> str:
    team = Team.objects.create(name=f"Team {owner[-2:]}")
    Membership.objects.create(team=team, person_id=owner)
    return str(team.id)


def _token(owner: str, name: str = "script") -> str:
    made = ApiToken.objects.create(
        person_id=owner,
        name=name,
        prefix="kr_abcd",
        digest=stored(shown(f"{name}{owner}")),
        scopes="accounts:read",
        expires_at=datetime.now(UTC) + timedelta(days=1),
    )
    return str(made.id)


def _factor(person: str) -> str:
    app = Authenticator.objects.create(user_id=person, type="totp", data={"secret": "sealed"})
    return str(app.id)


def _record(person: str) -> str:
    return str(AccessRecord.objects.create(kind=Kind.SIGNED_IN, person=person, by=person).id)


def others() -> list[Caller]:
    """Return the gateway, which alone may exchange API tokens."""
    headers = {
        "HTTP_X_GATEWAY_SECRET": settings.GATEWAY_SECRET,
        "HTTP_X_TOKEN_DIGEST": shown(f"script{IDS['viewer']}"),
    }

    def gateway() -> Any:
        client = APIClient()
        client.credentials(**headers)
        return client

    return [Caller("gateway", "gateway", gateway)]


def _erasure() -> str:
    words = {"called": "Erased person", "words": '{"words": [], "names": []}'}
    return str(Erasure.objects.create(person=uuid7(), asked_by=STRANGER, **words).pk)
