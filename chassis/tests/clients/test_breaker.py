"""The circuit breaker: opens soon, asks with one call at a time, closes soon."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier

import pytest

from chassis.clients import Upstream, UpstreamAway, UpstreamRefused
from chassis.clients.breaker import Breaker, Refused, State
from chassis.clients.circuit import circuit_of
from chassis.clients.errors import UpstreamLeftAlone
from chassis.clients.upstream import ANSWER_SECONDS, DEADLINE_SECONDS
from chassis.testing.neighbours import Says

PATH = "/internal/things/"


def in_a_while():
    return time.monotonic() + 20


@pytest.fixture
def changes():
    return []


@pytest.fixture
def breaker(clock, changes):
    return Breaker(clock, changes.append)


def fail(breaker, times=3):
    for _ in range(times):
        breaker.settle(breaker.admit(), ok=False)


def succeed(breaker, times=1):
    for _ in range(times):
        breaker.settle(breaker.admit(), ok=True)


def state_of(shelf):
    return circuit_of(shelf.name).breaker.state


def asks(shelf, **words):
    """Ask once, and return how that ended."""
    try:
        return shelf.get(PATH, **words).status
    except UpstreamAway as away:
        return away.outcome


def test_three_failures_open_it(breaker, changes):
    fail(breaker, 2)
    assert breaker.state is State.CLOSED

    fail(breaker, 1)

    assert changes == [State.OPEN]
    with pytest.raises(Refused):
        breaker.admit()


def test_a_few_failures_among_many_successes_do_not(breaker):
    for _ in range(20):
        succeed(breaker, 2)
        fail(breaker, 1)

    assert breaker.state is State.CLOSED


def test_who_fails_in_a_row_after_a_busy_time_is_seen_soon(breaker, clock):
    for _ in range(1000):
        clock.now += 0.01
        succeed(breaker)
    began = clock.now

    while breaker.state is State.CLOSED:
        clock.now += 0.8  # one call after the other, each given up in time
        fail(breaker, 1)

    assert clock.now - began < 3


def test_a_bad_second_in_a_busy_time_does_not_open_it(breaker, clock):
    for _ in range(1000):
        clock.now += 0.01
        succeed(breaker)
    for _ in range(100):
        clock.now += 0.01
        fail(breaker, 1)

    assert breaker.state is State.CLOSED


def test_half_of_the_calls_failing_opens_it(breaker, clock):
    for _ in range(2):
        succeed(breaker)
        fail(breaker, 1)
    assert breaker.state is State.CLOSED

    succeed(breaker)
    fail(breaker, 1)

    assert breaker.state is State.OPEN


def test_old_failures_do_not_count(breaker, clock):
    fail(breaker, 2)
    clock.now += 11
    fail(breaker, 2)

    assert breaker.state is State.CLOSED


def test_a_success_of_the_probe_closes_it(breaker, clock, changes):
    fail(breaker)
    clock.now += 1.01

    succeed(breaker)

    assert changes == [State.OPEN, State.HALF_OPEN, State.CLOSED]
    fail(breaker, 2)
    assert breaker.state is State.CLOSED  # it begins to count anew


def test_a_probe_comes_at_most_five_seconds_after_the_last(breaker, clock):
    fail(breaker)
    probes = []
    for _ in range(600):  # a minute
        clock.now += 0.1
        try:
            ticket = breaker.admit()
        except Refused:
            continue
        probes.append(clock.now)
        clock.now += 0.8  # it takes as long as the longest answer
        breaker.settle(ticket, ok=False)

    waits = [later - earlier for earlier, later in pairwise(probes)]
    assert max(waits) <= 5
    assert min(waits[3:]) >= 3  # and who is down is not asked all the time
    assert probes[0] - 1000 <= 1.2


def test_pauses_differ_from_process_to_process(clock):
    def first_pause():
        breaker = Breaker(clock, lambda state: None)
        fail(breaker)
        return breaker._probe_at - clock.now

    pauses = {first_pause() for _ in range(20)}

    assert len(pauses) == 20
    assert 0.75 <= min(pauses) < max(pauses) <= 1


def test_of_sixteen_threads_one_is_the_probe(breaker, clock):
    fail(breaker)
    clock.now += 5
    barrier = Barrier(16)

    def admitted():
        barrier.wait(10)
        try:
            return breaker.admit()
        except Refused:
            return None

    with ThreadPoolExecutor(16) as pool:
        tickets = [each.result(10) for each in [pool.submit(admitted) for _ in range(16)]]

    assert len([ticket for ticket in tickets if ticket is not None]) == 1


def test_a_probe_that_tells_nothing_is_followed_by_another(breaker, clock):
    fail(breaker)
    clock.now += 1.01
    breaker.settle(breaker.admit(), ok=None)
    assert breaker.state is State.OPEN

    clock.now += 2.01
    succeed(breaker)

    assert breaker.state is State.CLOSED


def test_what_a_call_of_before_found_out_is_old(breaker, clock):
    slow = [breaker.admit() for _ in range(4)]
    fail(breaker)
    clock.now += 1.01
    probe = breaker.admit()

    breaker.settle(slow[0], ok=True)
    assert breaker.state is State.HALF_OPEN
    breaker.settle(probe, ok=True)
    for ticket in slow[1:]:
        breaker.settle(ticket, ok=False)

    assert breaker.state is State.CLOSED


def test_a_service_that_answers_503_is_left_alone(shelf, neighbour, clock):
    neighbour.always(status=503)

    assert [asks(shelf) for _ in range(5)] == ["away"] * 3 + ["left_alone"] * 2
    assert len(neighbour.heard) == 3

    neighbour.always()
    assert asks(shelf) == "left_alone"
    clock.now += 1.01
    assert asks(shelf) == 200
    assert state_of(shelf) is State.CLOSED


def test_a_frozen_service_is_left_alone_after_three_waits(shelf, neighbour):
    neighbour.always(stalls=True)

    ended = [asks(shelf, timeout=0.2) for _ in range(4)]
    assert ended == ["away"] * 3 + ["left_alone"]


def test_no_thread_waits_for_a_service_that_is_left_alone(shelf, neighbour, monkeypatch):
    neighbour.always(status=503)
    for _ in range(3):
        asks(shelf)
    asked = len(neighbour.heard)
    monkeypatch.setattr(time, "sleep", lambda seconds: pytest.fail("it waits"))

    for _ in range(100):
        with pytest.raises(UpstreamLeftAlone):
            shelf.get(PATH)

    assert len(neighbour.heard) == asked


def test_sixteen_threads_send_one_probe_to_a_service_that_is_still_frozen(shelf, neighbour, clock):
    circuit = circuit_of("shelf")
    fail(circuit.breaker)
    clock.now += 5
    circuit.tokens.get(in_a_while())
    neighbour.always(stalls=True)

    with ThreadPoolExecutor(16) as pool:
        asked = [pool.submit(asks, shelf, timeout=0.2) for _ in range(16)]
        ended = [each.result(10) for each in asked]

    assert len(neighbour.heard) == 1
    assert ended.count("away") == 1


@pytest.mark.parametrize("status", [400, 404, 409, 429])
def test_a_refusal_is_the_answer_of_a_healthy_service(shelf, neighbour, status):
    neighbour.always(status=status)
    for _ in range(5):
        with pytest.raises(UpstreamRefused):
            shelf.get(PATH)

    assert state_of(shelf) is State.CLOSED


def test_who_was_given_no_time_to_answer_was_not_slow(shelf, neighbour):
    shelf.get(PATH)
    neighbour.says = lambda heard: (time.sleep(0.1), Says())[1]

    for _ in range(5):
        with pytest.raises(UpstreamAway):
            shelf.get(PATH, deadline=0.05)

    assert state_of(shelf) is State.CLOSED


def test_a_crash_of_ours_leaves_no_probe_behind(shelf, neighbour, clock, monkeypatch):
    fail(circuit_of("shelf").breaker)
    clock.now += 1.01
    with monkeypatch.context() as broken:
        broken.setattr("chassis.clients.call._authorized", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            shelf.get(PATH)

    clock.now += 2.01

    assert asks(shelf) == 200


@pytest.mark.long
@pytest.mark.parametrize("illness", [{"stalls": True}, {"status": 503}], ids=["frozen", "503"])
def test_in_real_time_it_opens_in_3_probes_in_5_and_closes_in_10_seconds(neighbour, illness):
    shelf, usual = Upstream("shelf"), {"deadline": DEADLINE_SECONDS, "timeout": ANSWER_SECONDS}
    shelf.get(PATH)
    neighbour.always(**illness)

    def until(state):
        began = time.monotonic()
        while state_of(shelf) is not state and time.monotonic() - began < 15:
            try:
                shelf.get(PATH, **usual)
            except UpstreamAway:
                time.sleep(0.02)
        return time.monotonic() - began

    opened = until(State.OPEN)
    heard = len(neighbour.heard)
    began, probes = time.monotonic(), []
    while time.monotonic() - began < 20:
        with pytest.raises(UpstreamAway):
            shelf.get(PATH, **usual)
        if len(neighbour.heard) > heard:
            heard = len(neighbour.heard)
            probes.append(time.monotonic())
        time.sleep(0.02)
    neighbour.always()
    neighbour.released.set()
    closed = until(State.CLOSED)

    waits = [later - earlier for earlier, later in pairwise(probes)]
    print(f"opened after {opened:.2f} s, probed every {max(waits):.2f} s at most, {len(probes)}")
    print(f"times, closed {closed:.2f} s after recovery")
    assert opened < 3
    assert max(waits) <= 5
    assert closed < 10
