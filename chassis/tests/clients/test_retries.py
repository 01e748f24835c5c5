"""Which calls are repeated, and how often."""

import time

import pytest

from chassis.clients import UpstreamAway, call
from chassis.clients.budget import RetryBudget
from chassis.clients.circuit import circuit_of
from chassis.testing.neighbours import Says

PATH = "/internal/things/"


def fails_once(**words):
    """Return a neighbour's manner: the first answer is bad, every other is good."""
    answers = iter([Says(**words)])
    return lambda heard: next(answers, Says())


def never_opens(monkeypatch):
    monkeypatch.setattr("chassis.clients.breaker.FEWEST_FAILURES", 10**9)


@pytest.mark.parametrize(
    "illness",
    [{"status": 502}, {"status": 503}, {"status": 504}, {"raw": b""}, {"stalls": True}],
    ids=["502", "503", "504", "hangs up", "stalls"],
)
@pytest.mark.usefixtures("saved_retries")
def test_what_may_pass_is_asked_again(shelf, neighbour, illness):
    neighbour.says = fails_once(**illness)

    assert shelf.get(PATH, timeout=1).status == 200
    assert len(neighbour.heard) == 2


@pytest.mark.parametrize("status", [500, 501])
@pytest.mark.usefixtures("saved_retries")
def test_a_fault_is_not_asked_again(shelf, neighbour, status):
    neighbour.says = fails_once(status=status)

    with pytest.raises(UpstreamAway):
        shelf.get(PATH)

    assert len(neighbour.heard) == 1


@pytest.mark.usefixtures("saved_retries")
def test_a_post_is_repeated_with_a_key_only(shelf, neighbour):
    neighbour.says = fails_once(status=503)
    with pytest.raises(UpstreamAway):
        shelf.post(PATH, json={})
    assert len(neighbour.heard) == 1

    neighbour.says = fails_once(status=503)
    shelf.post(PATH, json={}, idempotency_key="k-1")

    assert [heard.headers.get("Idempotency-Key") for heard in neighbour.heard[1:]] == ["k-1"] * 2


@pytest.mark.usefixtures("saved_retries")
def test_who_wants_no_repeat_gets_none(shelf, neighbour):
    neighbour.says = fails_once(status=503)

    with pytest.raises(UpstreamAway):
        shelf.get(PATH, retry=False)

    assert len(neighbour.heard) == 1


@pytest.mark.usefixtures("saved_retries")
def test_one_call_is_repeated_twice_at_most(shelf, neighbour, monkeypatch):
    never_opens(monkeypatch)
    neighbour.always(status=503)

    with pytest.raises(UpstreamAway):
        shelf.get(PATH)

    assert len(neighbour.heard) == 3


@pytest.mark.usefixtures("saved_retries")
def test_the_breaker_ends_the_repeats(shelf, neighbour):
    neighbour.always(status=503)
    for _ in range(3):
        with pytest.raises(UpstreamAway):
            shelf.get(PATH)

    assert len(neighbour.heard) == 3


@pytest.mark.usefixtures("saved_retries")
def test_who_asks_for_a_pause_gets_it(shelf, neighbour):
    neighbour.says = fails_once(status=503, headers={"Retry-After": "1"})
    began = time.monotonic()

    shelf.get(PATH)

    assert time.monotonic() - began >= 1


@pytest.mark.parametrize("said", ["60", "99999"])
@pytest.mark.usefixtures("saved_retries")
def test_who_asks_for_more_than_there_is_time_is_not_asked_again(shelf, neighbour, said):
    neighbour.says = fails_once(status=503, headers={"Retry-After": said})
    began = time.monotonic()

    with pytest.raises(UpstreamAway):
        shelf.get(PATH, deadline=30, timeout=30)

    assert time.monotonic() - began < 15
    assert len(neighbour.heard) == 1


@pytest.mark.parametrize("said", ["Wed, 21 Oct 2026 07:28:00 GMT", "soon", "-1", "½"])
@pytest.mark.usefixtures("saved_retries")
def test_a_pause_that_is_no_number_is_none(shelf, neighbour, said):
    raw = f"HTTP/1.1 503 no\r\nRetry-After: {said}\r\nContent-Length: 0\r\n\r\n".encode("latin-1")
    neighbour.says = fails_once(raw=raw)

    assert shelf.get(PATH).status == 200


def test_pauses_have_full_jitter():
    first = [call._jittered(0) for _ in range(200)]
    second = [call._jittered(1) for _ in range(200)]

    assert min(first) < 0.01 < 0.09 < max(first) <= 0.1
    assert 0.18 < max(second) <= 0.2


def test_one_call_in_ten_saves_a_retry():
    budget = RetryBudget()
    for _ in range(9):
        budget.call_begins()
    assert not budget.take()

    budget.call_begins()

    assert budget.take()
    assert not budget.take()


def test_ten_retries_can_be_saved_and_no_more():
    budget = RetryBudget()
    for _ in range(1000):
        budget.call_begins()

    assert [budget.take() for _ in range(12)] == [True] * 10 + [False] * 2


@pytest.mark.parametrize("breaker", ["with its breaker", "without"])
def test_a_service_that_answers_503_is_asked_at_most_1_1_times_for_each_call(
    shelf, neighbour, monkeypatch, breaker
):
    if breaker == "without":
        never_opens(monkeypatch)
    monkeypatch.setattr(call, "FIRST_PAUSE_SECONDS", 0)
    neighbour.always(status=503)

    for _ in range(300):
        with pytest.raises(UpstreamAway):
            shelf.get(PATH)

    print(f"{len(neighbour.heard)} calls upstream for 300 calls")
    assert len(neighbour.heard) / 300 <= 1.1
    assert breaker != "without" or len(neighbour.heard) > 300  # repeats there were


def test_each_service_has_a_budget_of_its_own(shelf):
    for _ in range(10):
        circuit_of("cellar").budget.call_begins()

    assert not circuit_of("shelf").budget.take()
    assert circuit_of("cellar").budget.take()
