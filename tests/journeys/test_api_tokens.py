"""An API token opens all services through the gateway, until it is revoked; no file holds it."""

import time

import requests

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
    revoked_at = time.monotonic()
    left = set(LISTS)
    while left:
        assert time.monotonic() - revoked_at < 5, left
        left -= {path for path in left if ask(path).status_code == 401}
        time.sleep(0.1)
    refusal = ask(LISTS[2])
    assert refusal.headers["Content-Type"] == "application/problem+json"
    assert refusal.headers["WWW-Authenticate"].startswith("Bearer")

    planted = made["secret"].encode()
    files = [path for path in system.run.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if planted in path.read_bytes()] == []
