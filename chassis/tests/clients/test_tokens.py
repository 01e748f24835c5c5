"""The token with which this service asks another."""

import base64
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from chassis.clients import UpstreamAway, UpstreamRefused
from chassis.clients.circuit import circuit_of
from chassis.testing.neighbours import Says, issued

PATH = "/internal/things/"


def in_a_while():
    return time.monotonic() + 20


def shown(neighbour):
    """Return the tokens that the neighbour was shown, in their order."""
    return [heard.headers["Authorization"].removeprefix("Bearer ") for heard in neighbour.heard]


def test_it_is_asked_for_as_this_service_and_for_one_other_only(shelf, neighbour, settings):
    settings.CLIENT_ID, settings.CLIENT_SECRET = "chassis", "a secret: of chassis"

    shelf.get(PATH)

    (asked,) = neighbour.tokens_asked
    pair = base64.b64decode(asked.headers["Authorization"].removeprefix("Basic ")).decode()
    assert pair == "chassis:a secret: of chassis"
    assert asked.body == b"grant_type=client_credentials&scope=shelf%3Ainternal"


def test_it_serves_for_80_percent_of_its_life(shelf, neighbour, clock):
    for seconds in (0, 100, 239):
        clock.now = 1000 + seconds
        shelf.get(PATH)
    assert len(neighbour.tokens_asked) == 1

    clock.now = 1000 + 241
    shelf.get(PATH)

    assert shown(neighbour) == ["token-1"] * 3 + ["token-2"]


def test_many_threads_wait_for_one_token(shelf, neighbour):
    def issue(number):
        neighbour.released.wait(5)
        return issued(number)

    neighbour.issues = issue
    tokens = circuit_of("shelf").tokens
    with ThreadPoolExecutor(16) as pool:
        waiting = [pool.submit(tokens.get, in_a_while()) for _ in range(16)]
        neighbour.released.set()
        found = {each.result(10).text for each in waiting}

    assert found == {"token-1"}
    assert len(neighbour.tokens_asked) == 1


def test_nobody_waits_for_a_renewal(shelf, neighbour, clock):
    shelf.get(PATH)
    clock.now += 241
    neighbour.issues = lambda number: Says(body=issued(number).body, stalls=True)
    with ThreadPoolExecutor(1) as pool:
        renewing = pool.submit(shelf.get, PATH)
        while len(neighbour.tokens_asked) < 2:
            pass

        assert shelf.get(PATH).status == 200
        assert not renewing.done()

        neighbour.released.set()
        assert renewing.result(10).status == 200

    assert shown(neighbour) == ["token-1", "token-1", "token-2"]


def test_the_old_token_serves_while_nobody_issues_a_new_one(shelf, neighbour, clock):
    shelf.get(PATH)
    neighbour.issues = lambda number: Says(status=503)

    for seconds in (241, 270, 294):
        clock.now = 1000 + seconds
        assert shelf.get(PATH).status == 200

    assert shown(neighbour) == ["token-1"] * 4


def test_a_token_that_is_about_to_end_is_not_sent(shelf, neighbour, clock):
    shelf.get(PATH)
    neighbour.issues = lambda number: Says(status=503)
    clock.now += 296

    with pytest.raises(UpstreamAway) as away:
        shelf.get(PATH)

    assert away.value.why == "there is no token"
    assert len(neighbour.heard) == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"status": 401},
        {"status": 503},
        {"body": b"<html>"},
        {"body": b"[]"},
        {"body": b'{"access_token": "t"}'},
        {"body": b'{"access_token": "t", "expires_in": "soon"}'},
        {"raw": b""},
    ],
    ids=["wrong secret", "503", "no JSON", "a list", "no life", "no number", "hangs up"],
)
def test_without_a_token_nothing_is_sent(shelf, neighbour, broken):
    neighbour.issues = lambda number: Says(**broken)

    with pytest.raises(UpstreamAway):
        shelf.get(PATH)

    assert not neighbour.heard


def test_who_issues_no_tokens_is_asked_once_a_second(shelf, neighbour, clock):
    neighbour.issues = lambda number: Says(status=503)

    for _ in range(40):
        clock.now += 0.1
        with pytest.raises(UpstreamAway):
            circuit_of("shelf").tokens.get(in_a_while())

    assert 4 <= len(neighbour.tokens_asked) <= 5


def hurried(tokens):
    """Ask for a token with far too little time."""
    with pytest.raises(UpstreamAway):
        tokens.get(time.monotonic() + 0.02)


def test_who_had_no_time_to_wait_for_a_token_keeps_nobody_else_from_one(shelf, neighbour, clock):
    neighbour.issues = lambda number: Says(stalls=True)
    tokens = circuit_of("shelf").tokens
    hurried(tokens)

    neighbour.issues = issued
    clock.now += 0.11

    assert tokens.get(in_a_while()).text.startswith("token")


def test_its_twin_many_without_time_ask_ten_times_a_second_at_most(shelf, neighbour, clock):
    neighbour.issues = lambda number: Says(stalls=True)

    for _ in range(50):
        clock.now += 0.02
        hurried(circuit_of("shelf").tokens)

    assert 1 < len(neighbour.tokens_asked) <= 10


def test_who_had_the_time_is_asked_no_sooner_for_those_without(shelf, neighbour, clock):
    neighbour.issues = lambda number: Says(status=503)
    tokens = circuit_of("shelf").tokens
    with pytest.raises(UpstreamAway):
        tokens.get(in_a_while())

    for _ in range(9):
        clock.now += 0.11
        hurried(tokens)

    assert len(neighbour.tokens_asked) == 1


def test_a_fault_of_tokens_is_no_fault_of_the_other_service(shelf, neighbour, clock):
    neighbour.issues = lambda number: Says(status=503)
    for _ in range(5):
        clock.now += 2
        with pytest.raises(UpstreamAway):
            shelf.get(PATH)

    neighbour.issues = issued
    clock.now += 2

    assert shelf.get(PATH).status == 200


def only(token):
    """Return a neighbour's manner: it accepts this one token."""
    return lambda heard: Says(
        status=200 if heard.headers["Authorization"] == f"Bearer {token}" else 401
    )


def test_a_token_that_was_refused_is_replaced_at_once(shelf, neighbour, clock):
    shelf.get(PATH)
    clock.now += 60
    neighbour.says = only("token-2")

    assert shelf.get(PATH).status == 200
    assert shown(neighbour) == ["token-1", "token-1", "token-2"]


def test_its_twin_a_rotated_secret_is_not_hammered(shelf, neighbour, clock):
    """Token and secret are both refused: one call, one new token asked for, no loop."""
    shelf.get(PATH)
    clock.now += 60
    neighbour.says = only("nothing")
    neighbour.issues = lambda number: Says(status=401)

    with pytest.raises(UpstreamAway):
        shelf.get(PATH)

    assert (len(neighbour.heard), len(neighbour.tokens_asked)) == (2, 2)


def test_who_refuses_every_token_is_not_sent_a_new_one_each_time(shelf, neighbour, clock):
    neighbour.says = only("nothing")

    for _ in range(20):
        clock.now += 0.1
        with pytest.raises(UpstreamRefused) as refused:
            shelf.get(PATH)

    assert refused.value.answered == 401
    assert len(neighbour.tokens_asked) == 1


def test_threads_that_were_refused_together_renew_once(shelf, neighbour, clock):
    old = circuit_of("shelf").tokens.get(in_a_while())
    clock.now += 60

    tokens = circuit_of("shelf").tokens
    assert tokens.refused(old)
    new = tokens.get(in_a_while())
    assert tokens.refused(old)

    assert tokens.get(in_a_while()) is new
