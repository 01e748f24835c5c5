"""People and machines get in: three admins, client credentials, tokens that all services verify."""

import re
from urllib.parse import parse_qs, urlsplit

import requests

ADMINS = ("/accounts/admin/", "/tasks/admin/", "/catalog/admin/")


def test_the_printed_password_opens_every_admin_once_and_for_all(system):
    with requests.Session() as browser:
        form = browser.get(f"{system.url}/tasks/admin/", timeout=30)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.text)
        assert token, form.url
        browser.post(
            form.url,
            data={
                "username": "ana",
                "password": system.password(),
                "csrfmiddlewaretoken": token[1],
                "next": parse_qs(urlsplit(form.url).query)["next"][0],
            },
            headers={"Referer": form.url},
            timeout=30,
        )
        pages = [browser.get(f"{system.url}{path}", timeout=30) for path in ADMINS]

    assert [page.url for page in pages] == [f"{system.url}{path}" for path in ADMINS]
    assert all("What is here" in page.text for page in pages)


def test_a_machine_gets_a_token_by_client_credentials_and_uses_it(system, nobody):
    words = system.manage(
        "accounts", "make_client", "--name", "journey", "--scope", "catalog:read"
    ).stdout
    client = re.search(r"client[ _]id:?\s*(\S+)", words, re.I)[1]
    secret = re.search(r"client[ _]secret:?\s*(\S+)", words, re.I)[1]

    answer = nobody.call(
        "POST",
        "/accounts/o/token/",
        data={"grant_type": "client_credentials", "scope": "catalog:read"},
        auth=(client, secret),
    )

    assert answer.status_code == 200, answer.text
    bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert nobody.get("/catalog/api/v1/ports/", headers=bearer).status_code == 200
    assert nobody.post("/catalog/api/v1/ports/", {"name": "x"}, headers=bearer).status_code == 403
    assert nobody.get("/tasks/api/v1/tasks/", headers=bearer).status_code == 401


def test_the_key_set_and_both_discovery_documents_are_public(system, nobody):
    document = nobody.get("/accounts/o/.well-known/openid-configuration").json()

    assert document["issuer"] == f"{system.url}/accounts/o"
    assert document["response_types_supported"] == ["code"]
    keys = nobody.get(document["jwks_uri"].replace(document["issuer"], "/accounts/o")).json()
    assert keys["keys"][0]["alg"] == "RS256"
    rooted = nobody.get("/.well-known/oauth-authorization-server/accounts/o")
    assert rooted.status_code == 200


def test_a_member_sees_only_their_own_tasks(system, ana):
    made = ana.post("/tasks/api/v1/tasks/", {"title": "Ana's own"})

    with system.api("cleo") as cleo:
        assert cleo.get(made.headers["Location"]).status_code == 404
        own = cleo.post("/tasks/api/v1/tasks/", {"title": "Cleo's own"})
        assert cleo.get(own.headers["Location"]).status_code == 200
        assert cleo.post("/catalog/api/v1/ports/", {"name": "No"}).status_code == 403
