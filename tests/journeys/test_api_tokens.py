"""An API token opens all services through the gateway, until it is revoked; no file holds it."""

import requests

from tests.running import files_holding, refused_everywhere

TOKENS = "/accounts/api/v1/api-tokens/"
LISTS = ["/accounts/api/v1/people/", "/tasks/api/v1/tasks/", "/catalog/api/v1/products/"]
SCOPES = ["accounts:read", "catalog:read", "tasks:read", "tasks:write"]


def test_a_token_works_everywhere_until_it_is_revoked(system, ana):
    made = ana.post(TOKENS, {"name": "journey", "scopes": SCOPES}).json()
    shown = {"Authorization": f"Bearer {made['secret']}"}

    def ask(path):
        return requests.get(f"{system.url}{path}", headers=shown, timeout=30)

    assert [ask(path).status_code for path in LISTS] == [200, 200, 200]
    keyed = {**shown, "Idempotency-Key": made["id"]}
    there = f"{system.url}/tasks/api/v1/tasks/"
    answer = requests.post(there, json={"title": "By a script"}, headers=keyed, timeout=30)
    assert answer.status_code == 201
    assert ask(TOKENS).json()["results"][0]["last_used_at"]

    assert ana.post(f"{TOKENS}{made['id']}/revoke/").status_code == 200
    refusal = refused_everywhere(ask, LISTS)[-1]
    assert refusal.headers["Content-Type"] == "application/problem+json"
    assert refusal.headers["WWW-Authenticate"].startswith("Bearer")

    assert (system.run / "logs").is_dir()
    assert files_holding(made["secret"], system.run) == []
