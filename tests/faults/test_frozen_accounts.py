"""accounts is frozen: who has a token, or an API token in use, works on in the other services."""

import time
from dataclasses import dataclass

import pytest
import requests

from tests.faults.checker import check
from tests.faults.faults import frozen, names_of
from tests.faults.load import load
from tests.faults.naive import Naive, naive
from tests.faults.report import counted
from tests.running import until

SECONDS = 30
OTHERS = ("tasks", "catalog")
LISTS = {"tasks": "/tasks/api/v1/tasks/?limit=1", "catalog": "/catalog/api/v1/ports/?limit=1"}
API_TOKENS = "/accounts/api/v1/api-tokens/"
SCOPES = [f"{service}:{verb}" for service in OTHERS for verb in ("read", "write")]
IN_USE_SECONDS = 3
UNSEEN = 5

# A key set counts for two seconds, and an old one for nothing: every service leans on accounts.
ASKS_FOR_KEYS = Naive(
    file="chassis/auth/keys.py",
    old="FRESH_SECONDS = 300\nSTALE_SECONDS = 24 * 3600\nCOOLDOWN_SECONDS = 30\n",
    new="FRESH_SECONDS = 2\nSTALE_SECONDS = 4\nCOOLDOWN_SECONDS = 1\n",
    kinds=("web",),
    services=OTHERS,
)
# What an API token is exchanged for is over before the gateway can lean on it.
EXCHANGES_FOR_A_MOMENT = Naive(
    file="accounts_service/access/actions/api_tokens.py",
    old="seconds = int(min(LIFETIME, token",
    new="seconds = int(min(timedelta(seconds=8), token",
    kinds=("web",),
    services=("accounts",),
)

pytestmark = pytest.mark.long


@dataclass(frozen=True)
class Seen:
    """What callers were told while accounts was frozen: by access token, and by API token."""

    by_token: list[int]
    by_api_token: list[int]
    unseen: list[requests.Response]


def test_r23_accounts_is_frozen(system, report):
    seen = told_while_frozen(system, SECONDS)

    good = [[status < 300 for status in each] for each in (seen.by_token, seen.by_api_token)]
    told = [each.status_code == 503 and is_problem(each) for each in seen.unseen]
    report.row(
        "R23",
        tried=f"all of accounts frozen for {SECONDS} s: tasks and catalog, "
        f"{UNSEEN} API tokens never seen before",
        measured=f"good: {counted(sum(good[0]), len(good[0]))} by access token, "
        f"{counted(sum(good[1]), len(good[1]))} by API token; "
        f"503: {counted(sum(told), len(told))} unseen",
        target="100 %",
        holds=all(good[0] + good[1] + told) and min(map(len, good)) >= 100,
    )


@pytest.mark.parametrize("variant", [ASKS_FOR_KEYS, EXCHANGES_FOR_A_MOMENT], ids=["keys", "api"])
def test_the_check_catches_who_leans_on_accounts(naive_system, variant):
    with naive(naive_system, variant):
        seen = told_while_frozen(naive_system, 8)

    refused = [status for status in seen.by_token + seen.by_api_token if status >= 300]
    assert refused


def told_while_frozen(system, seconds):
    """Work by both kinds of token, freeze accounts, and work on."""
    token, in_use = system.token("ana"), api_token(system)
    never_shown = [api_token(system) for _ in range(UNSEEN)]
    until(lambda: {ask(system, in_use, each).status_code for each in OTHERS} == {200})
    with (
        load(system, services=OTHERS, clients=2, token=token) as by_token,
        load(system, services=OTHERS, clients=2, token=in_use) as by_api_token,
    ):
        time.sleep(IN_USE_SECONDS)
        with frozen(
            system, *names_of(system, "web", "worker", "background", services=["accounts"])
        ):
            began = time.time()
            unseen = [ask(system, each, "tasks") for each in never_shown]
            time.sleep(max(0.0, began + seconds - time.time()))
            ended = time.time()
    assert check(system, by_token)
    assert check(system, by_api_token)
    both = [told_between(each, began, ended) for each in (by_token, by_api_token)]
    return Seen(*both, unseen)


def told_between(history, began, ended):
    return [each.status for each in history.attempts if began <= each.at <= ended]


def api_token(system):
    with system.api("ana") as ana:
        return ana.post(API_TOKENS, {"name": "R23", "scopes": SCOPES}).json()["secret"]


def ask(system, token, service):
    headers = {"Authorization": f"Bearer {token}"}
    return requests.get(system.url + LISTS[service], headers=headers, timeout=30)


def is_problem(answer):
    return answer.headers["Content-Type"] == "application/problem+json"
