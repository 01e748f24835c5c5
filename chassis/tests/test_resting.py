"""Threads that rest: while the processors are taken, one works, as long as it is quick."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event, get_ident

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from chassis import resting
from chassis.resting import Crew, Processors, Times, rested
from chassis.tests.test_server import Taken

LONG_SECONDS = 10
MS = 1_000_000  # nanoseconds


@pytest.fixture
def naps(monkeypatch):
    """Let nobody sleep long; set when somebody does."""
    napped = Event()

    def nap(_):
        napped.set()
        Event().wait(0.001)

    monkeypatch.setattr(resting, "sleep", nap)
    return napped


@pytest.fixture
def other(monkeypatch, clock):
    """Do something in another thread, which is always the same."""
    monkeypatch.setattr(resting, "monotonic", clock)
    with ThreadPoolExecutor(1) as pool:
        yield lambda *words, **more: pool.submit(*words, **more).result(LONG_SECONDS)


@pytest.fixture
def crew(other):
    """Return a crew that the other thread leads, which has a request again."""
    crew = Crew(Taken())
    other(crew.begin)
    other(crew.end, may_rest=True)
    other(crew.begin)
    return crew


def work(crew):
    crew.begin()
    crew.end(may_rest=True)


def test_who_works_alone_goes_on():
    crew = Crew(Taken())
    for _ in range(2):
        work(crew)


def test_the_first_to_answer_goes_on_and_leads(other, naps):
    crew = Crew(Taken())
    other(crew.begin)
    work(crew)  # it does not rest, though the other has a request as well
    crew.begin()
    with ThreadPoolExecutor(1) as pool:
        at_rest = pool.submit(other, crew.end, may_rest=True)
        assert naps.wait(LONG_SECONDS)
        assert not at_rest.done()
        crew._processors.are_taken = lambda: False
        at_rest.result(LONG_SECONDS)


def test_the_others_rest_while_the_leader_is_quick_and_one_of_them_looks(
    crew, other, naps, clock, monkeypatch
):
    looked = set()
    monkeypatch.setattr(crew._processors, "are_taken", lambda: not looked.add(get_ident()))
    with ThreadPoolExecutor(3) as pool:
        at_rest = [pool.submit(work, crew) for _ in range(3)]
        assert naps.wait(LONG_SECONDS)
        for _ in range(3):
            clock.now += resting.SLOW_SECONDS / 2
            other(crew.end, may_rest=True)
            other(crew.begin)
        assert not wait(at_rest, timeout=0.05).done
        assert len(looked) == 1
        clock.now += resting.SLOW_SECONDS
        assert not wait(at_rest, timeout=LONG_SECONDS).not_done


def test_nobody_rests_behind_a_leader_without_requests(crew, other, clock):
    other(crew.end, may_rest=True)
    clock.now += resting.SLOW_SECONDS
    work(crew)


def test_who_comes_back_from_a_slow_request_leads_no_more(crew, other, naps, clock):
    clock.now += resting.SLOW_SECONDS
    work(crew)
    crew.begin()
    with ThreadPoolExecutor(1) as pool:
        at_rest = pool.submit(other, crew.end, may_rest=True)
        assert naps.wait(LONG_SECONDS)
        assert not at_rest.done()
        clock.now += resting.SLOW_SECONDS
        at_rest.result(LONG_SECONDS)


def test_nobody_rests_behind_a_leader_that_streams(crew, other):
    other(crew.leave)
    work(crew)
    other(crew.begin)  # whoever led before
    crew.begin()
    crew.end(may_rest=True)


def test_who_streams_and_does_not_lead_leaves_the_leader_alone(crew, naps, clock):
    crew.begin()
    crew.leave()
    crew.begin()
    with ThreadPoolExecutor(1) as pool:
        at_rest = pool.submit(crew.end, may_rest=True)
        assert naps.wait(LONG_SECONDS)
        assert not at_rest.done()
        clock.now += resting.SLOW_SECONDS
        at_rest.result(LONG_SECONDS)


def test_who_rests_looks_when_the_leader_would_be_slow(crew, clock, monkeypatch):
    naps = []

    def nap(seconds):
        naps.append(seconds)
        clock.now += seconds

    monkeypatch.setattr(resting, "sleep", nap)
    clock.now += resting.SLOW_SECONDS / 4
    work(crew)

    assert naps == [pytest.approx(resting.SLOW_SECONDS * 3 / 4)]


@pytest.mark.parametrize("seconds", [resting.SLOW_SECONDS, 3600])
def test_nobody_rests_beside_a_slow_request(crew, clock, seconds):
    clock.now += seconds
    work(crew)


def test_who_rests_comes_back_when_the_request_turns_out_slow(crew, naps, clock):
    crew.begin()
    with ThreadPoolExecutor(1) as pool:
        at_rest = pool.submit(crew.end, may_rest=True)
        assert naps.wait(LONG_SECONDS)
        clock.now += resting.SLOW_SECONDS
        at_rest.result(LONG_SECONDS)


@pytest.mark.parametrize(("are_taken", "may_rest"), [(False, True), (True, False)])
def test_nobody_rests_who_could_work(crew, monkeypatch, are_taken, may_rest):
    monkeypatch.setattr(crew._processors, "are_taken", lambda: are_taken)
    crew.begin()
    crew.end(may_rest=may_rest)


@pytest.mark.parametrize(
    ("told", "are_taken"),
    [
        ([Times(0, 0), Times(10 * MS, MS)], False),
        ([Times(0, 0), Times(10 * MS, 6 * MS)], True),
        ([Times(5 * MS, 9 * MS), Times(10 * MS, 9 * MS)], False),  # of before it began to look
        ([Times(0, 0), Times(10 * MS, 6 * MS), Times(10 * MS, 6 * MS)], True),  # nothing new
        ([Times(0, 0), Times(10 * MS, 0), Times(10 * MS + 50, 900)], False),  # too little to tell
        ([Times(0, 0), Times(0, 0)], False),  # this system does not count
    ],
)
def test_processors_are_taken_when_threads_wait_for_them(monkeypatch, clock, told, are_taken):
    said = iter(told)
    monkeypatch.setattr(resting, "times", lambda: next(said))
    monkeypatch.setattr(resting, "monotonic", clock)
    processors = Processors()
    for _ in told:
        clock.now += resting.LOOK_SECONDS * 2
        found = processors.are_taken()

    assert found is are_taken
    assert processors.are_taken() is are_taken  # it is not looked at again so soon


def test_the_system_is_asked_or_does_not_count(monkeypatch, tmp_path):
    assert resting.times().ran > 0

    monkeypatch.setattr(resting, "TIMES", tmp_path / "schedstat")
    assert resting.times() == Times(0, 0)


WHOLE = HttpResponse("ab")
STREAM = StreamingHttpResponse(["a", "b"])


@pytest.fixture
def ended(monkeypatch):
    """Return for each request that has ended whether its thread may rest."""
    ended = []
    monkeypatch.setattr(Crew, "end", lambda _, *, may_rest: ended.append(may_rest))
    monkeypatch.setattr(Crew, "leave", lambda _: ended.append("left"))
    return ended


@pytest.mark.parametrize(
    ("environ", "may_rest"),
    [
        ({}, True),
        ({"CONTENT_LENGTH": ""}, True),
        ({"CONTENT_LENGTH": "65536"}, True),
        ({"CONTENT_LENGTH": "65537"}, False),
        ({"CONTENT_LENGTH": "many"}, False),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, False),
    ],
)
def test_who_has_read_all_may_rest_when_an_answer_is_sent(db, ended, environ, may_rest):
    sent = rested(lambda *_: WHOLE)(environ, None)

    assert (sent, ended) == ([b"ab"], [])
    del sent
    assert ended == [may_rest]


def test_an_answer_in_pieces_is_left_as_it_is_and_nobody_rests_after_it(ended):
    assert rested(lambda *_: STREAM)({}, None) is STREAM
    assert ended == ["left"]
