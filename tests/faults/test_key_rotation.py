"""The signing keys are changed three times under load, while strangers send keys nobody knows."""

import random
import re
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

import jwt
import pytest
import requests

from tests.faults.naive import Naive, naive
from tests.faults.report import counted

ROTATIONS = 3
CALLERS = 6
# Shorter than in earnest, and still longer than a service goes without asking for an unknown key.
USED_AFTER, RETIRED_AFTER, LONGEST_USE = 35, 30, 20
PATHS = (
    "/tasks/api/v1/tasks/?limit=1",
    "/catalog/api/v1/ports/?limit=1",
    "/accounts/api/v1/teams/?limit=1",
)
SCOPES = ("tasks:read", "catalog:read", "accounts:read")

# Published and used in the same moment: a service that has just asked does not ask again.
SIGNS_AT_ONCE = Naive(
    file="accounts_service/access/actions/keys.py",
    old='_ended(folder, "next", at - waits.before)',
    new='_ended(folder, "next", at)',
    kinds=(),
    services=(),
)

pytestmark = pytest.mark.long


def test_r22_three_rotations_refuse_no_token(system, report):
    with calling(system) as calls:
        time.sleep(5)
        began = time.monotonic()
        rotate(system, ROTATIONS)
        time.sleep(RETIRED_AFTER)
        system.manage("accounts", "rotate_keys", *shorter())
        time.sleep(5)
        took = time.monotonic() - began

    refused = calls.statuses.count(401)
    good = calls.statuses.count(200)
    report.row(
        "R22",
        tried=f"{ROTATIONS} rotations in {took:.0f} s, {calls.forged:,} forged keys meanwhile, "
        f"{len(calls.keys)} keys signed {calls.tokens:,} tokens",
        measured=f"{counted(refused, len(calls.statuses))} answers were 401, {good:,} were 200",
        target="0 of >= 3,000",
        holds=refused == 0
        and good == len(calls.statuses) >= 3000
        and len(calls.keys) == ROTATIONS + 1
        and calls.forged > 100,
    )


def test_the_check_catches_a_key_that_signs_at_once(naive_system):
    with naive(naive_system, SIGNS_AT_ONCE), calling(naive_system) as calls:
        time.sleep(3)
        rotate(naive_system, 2)
        time.sleep(3)

    assert calls.statuses.count(401) > 0


def rotate(system, times):
    """Begin a change, take its next step as soon as it is due, and so on."""
    used, deadline = 0, time.monotonic() + times * (USED_AFTER + 120)
    while used < times:
        said = system.manage("accounts", "rotate_keys", *shorter()).stdout
        used += said.count("The next key signs.")
        assert time.monotonic() < deadline, said
        time.sleep(1)


def shorter():
    return f"--use-after={USED_AFTER}", f"--retire-after={RETIRED_AFTER}"


@dataclass
class Calls:
    """What callers were told, and by which keys their tokens were signed."""

    statuses: list[int] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    tokens: int = 0
    forged: int = 0


@contextmanager
def calling(system):
    """Call three services with tokens of all ages, for as long as the block takes."""
    calls, stop, client = Calls(), threading.Event(), make_client(system)
    threads = [
        *(
            threading.Thread(target=call, args=[system.url, client, calls, stop])
            for _ in range(CALLERS)
        ),
        threading.Thread(target=forge, args=[system.url, calls, stop]),
    ]
    for thread in threads:
        thread.start()
    try:
        yield calls
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def make_client(system):
    scopes = [f"--scope={scope}" for scope in SCOPES]
    said = system.manage("accounts", "make_client", "--name=Load", *scopes).stdout
    return tuple(re.findall(r"client_(?:id|secret) (\S+)", said))


def call(url, client, calls, stop):
    with requests.Session() as session:
        token, until = "", 0.0
        while not stop.wait(0.02):
            if time.monotonic() >= until:
                token = new_token(session, url, client, calls)
                until = time.monotonic() + random.uniform(1, LONGEST_USE)
            for path in PATHS:
                headers = {"Authorization": f"Bearer {token}"}
                answer = session.get(url + path, headers=headers, timeout=10)
                calls.statuses.append(answer.status_code)


def new_token(session, url, client, calls):
    words = {"grant_type": "client_credentials"}
    answer = session.post(f"{url}/accounts/o/token/", words, auth=client, timeout=10)
    token = answer.json()["access_token"]
    calls.keys.add(jwt.get_unverified_header(token)["kid"])
    calls.tokens += 1
    return token


def forge(url, calls, stop):
    """Name keys that nobody has: a service that asked in vain does not ask again for a while."""
    with requests.Session() as session:
        while not stop.wait(0.1):
            head = {"kid": random.randbytes(8).hex(), "typ": "at+jwt"}
            token = jwt.encode({"sub": "x"}, "not a key of ours, but long enough", "HS256", head)
            for path in PATHS:
                headers = {"Authorization": f"Bearer {token}"}
                assert session.get(url + path, headers=headers, timeout=10).status_code == 401
                calls.forged += 1
