"""A client library that is not ours gets in by every way, as its own manual says: Authlib."""

import re
import shlex
import time

import pytest
from authlib.integrations.requests_client import OAuth2Session

from tests.journeys.browsing import Person, made
from tests.running import ROOT

CALLBACK = "https://reports.example.org/callback"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
READS = ("--scope=tasks:read", "--scope=catalog:read")


@pytest.fixture(scope="module")
def found(system):
    with system.api(None) as api:
        return api.get("/accounts/o/.well-known/openid-configuration").json()


def is_let_in(system, session):
    answer = session.get(f"{system.url}/tasks/api/v1/tasks/?limit=1", timeout=30)
    return answer.status_code == 200


@pytest.mark.parametrize("kind", ["with a secret", "public"])
def test_code_with_pkce_and_refresh(kind, system, found):
    more = ["--public"] if kind == "public" else []
    client = made(
        system, "--name=Reports", f"--redirect-uri={CALLBACK}", "--scope=openid", *READS, *more
    )
    session = OAuth2Session(
        client["client_id"],
        client.get("client_secret"),
        token_endpoint_auth_method="none" if more else "client_secret_basic",
        scope="openid tasks:read",
        redirect_uri=CALLBACK,
        code_challenge_method="S256",
    )
    verifier = "a verifier".replace(" ", "-") * 5
    address, state = session.create_authorization_url(
        found["authorization_endpoint"], code_verifier=verifier
    )

    with Person(system, "cleo") as cleo:
        page = cleo.opens(address, stop=CALLBACK)
        assert "Allow Reports?" in page.text
        answer = cleo.sends(page, stop=CALLBACK, allow="true")
    token = session.fetch_token(
        found["token_endpoint"],
        authorization_response=answer.headers["Location"],
        state=state,
        code_verifier=verifier,
    )

    assert token["id_token"]
    assert is_let_in(system, session)
    new = session.refresh_token(found["token_endpoint"], refresh_token=token["refresh_token"])
    assert new["refresh_token"] != token["refresh_token"]
    assert is_let_in(system, session)
    gone = session.revoke_token(
        found["revocation_endpoint"], token=new["refresh_token"], token_type_hint="refresh_token"
    )
    assert gone.status_code == 200


def test_client_credentials_and_introspection(system, found):
    client = made(system, "--name=Robot", *READS)
    session = OAuth2Session(client["client_id"], client["client_secret"], scope="tasks:read")

    token = session.fetch_token(found["token_endpoint"], grant_type="client_credentials")

    assert token["scope"] == "tasks:read"
    assert is_let_in(system, session)
    told = session.introspect_token(
        found["introspection_endpoint"], token=token["access_token"]
    ).json()
    assert (told["active"], told["sub"]) == (True, client["client_id"])


def test_a_device(system, found):
    client = made(system, "--name=Scanner", "--public", "--device", *READS)
    session = OAuth2Session(client["client_id"], token_endpoint_auth_method="none")
    asked = session.post(
        found["device_authorization_endpoint"],
        data={"client_id": client["client_id"], "scope": "tasks:read"},
        withhold_token=True,
        timeout=30,
    ).json()

    with Person(system, "cleo") as cleo:
        page = cleo.opens(asked["verification_uri_complete"])
        page = cleo.sends(page, user_code=asked["user_code"])
        assert "Let Scanner in?" in page.text
        assert "is in" in cleo.sends(page, decision="allow").text
    token = session.fetch_token(
        found["token_endpoint"], grant_type=DEVICE, device_code=asked["device_code"]
    )

    assert token["expires_at"] > time.time()
    assert is_let_in(system, session)


def test_the_how_to_is_right_as_it_is_printed(system):
    """Its command makes the client, its Python is run, and cleo does what it says."""
    page = (ROOT / "docs" / "how-to" / "connect-an-application.md").read_text()
    [program] = re.findall(r"```python\n(.*?)```", page, re.S)
    command = re.search(r"python3 manage.py accounts make_client (.+)", page)[1]
    client = made(system, *shlex.split(command))
    for name in ("client_id", "client_secret"):
        assert program.count(f'"{name.upper()}"') == 1
        program = program.replace(name.upper(), client[name])
    program = program.replace("http://127.0.0.1:8080", system.url)
    said = []

    def where_it_led_to(question):
        back = "http://127.0.0.1:9000/back"
        with Person(system, "cleo") as cleo:
            consent = cleo.opens(said[-1][1], stop=back)
            return cleo.sends(consent, stop=back, allow="true").headers["Location"]

    # In a process of its own there would be nobody to ask.
    exec(program, {"input": where_it_led_to, "print": lambda *words: said.append(words)})  # noqa: S102

    assert said[0][0] == "Open"
    assert said[1] == ("Hello", "Cleo Martin")
    assert "results" in said[2][0]
