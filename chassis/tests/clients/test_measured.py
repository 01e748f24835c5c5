"""What metrics, logs and the table of breakers say of calls."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from chassis.clients import (
    DeadlineExceeded,
    UpstreamAway,
    UpstreamBusy,
    UpstreamRefused,
    circuit,
    metrics,
    records,
)
from chassis.clients.breaker import State
from chassis.clients.circuit import circuit_of
from chassis.clients.models import BreakerState

PATH = "/internal/things/"


def measured(name, **labels):
    """Return a value that `/metrics` shows for the shelf."""
    wanted = {"upstream": "shelf", **labels}
    collectors = (metrics.CALLS, metrics.RETRIES, metrics.IN_FLIGHT, metrics.BREAKER)
    samples = [each for one in collectors for family in one.collect() for each in family.samples]
    return sum(each.value for each in samples if (each.name, each.labels) == (name, wanted))


@pytest.fixture
def written(monkeypatch):
    """Breakers are written down, as in a service."""
    monkeypatch.setattr(circuit, "listeners", [records.note])


@pytest.fixture
def called_shelves_web_1(monkeypatch):
    monkeypatch.setenv("KITROOM_INSTANCE", "shelves-web-1")


def rows():
    return {(row.upstream, row.state) for row in BreakerState.objects.all()}


@pytest.mark.usefixtures("saved_retries")
def test_calls_are_counted_by_how_they_ended(shelf, neighbour):
    outcomes = ("ok", "refused", "away", "left_alone", "busy", "too_late")
    before = [measured("upstream_calls_total", outcome=each) for each in outcomes]
    retries = measured("upstream_retries_total")

    shelf.get(PATH)
    neighbour.always(status=404)
    with pytest.raises(UpstreamRefused):
        shelf.get(PATH)
    with pytest.raises(DeadlineExceeded):
        shelf.get(PATH, deadline=0)
    places = circuit_of("shelf").place
    with places(), places(), pytest.raises(UpstreamBusy):
        shelf.get(PATH)
    neighbour.always(status=503)
    for _ in range(5):
        with pytest.raises(UpstreamAway):
            shelf.get(PATH)

    after = [measured("upstream_calls_total", outcome=each) for each in outcomes]
    gained = {each: b - a for each, a, b in zip(outcomes, before, after, strict=True)}
    assert gained == {"ok": 1, "refused": 1, "away": 1, "left_alone": 4, "busy": 1, "too_late": 1}
    assert measured("upstream_retries_total") - retries == len(neighbour.heard) - 3 == 2


def test_the_state_of_a_breaker_is_measured(shelf, neighbour, clock):
    assert measured("upstream_breaker_state") == 0
    neighbour.always(status=503)
    for _ in range(3):
        with pytest.raises(UpstreamAway):
            shelf.get(PATH)
    assert measured("upstream_breaker_state") == 2

    clock.now += 2
    ticket = circuit_of("shelf").breaker.admit()
    assert measured("upstream_breaker_state") == 1

    circuit_of("shelf").breaker.settle(ticket, ok=True)
    assert measured("upstream_breaker_state") == 0


def test_calls_under_way_are_measured(shelf, neighbour):
    neighbour.always(stalls=True)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(shelf.get, PATH, timeout=5, deadline=5)
        while not neighbour.heard:
            pass

        assert measured("upstream_calls_in_flight") == 1

        neighbour.released.set()
        waiting.result(10)
    assert measured("upstream_calls_in_flight") == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("written")
def test_a_breaker_is_written_down_on_change_only(called_shelves_web_1, shelf, neighbour, clock):
    shelf.get(PATH)
    first = BreakerState.objects.get()
    assert (first.instance, first.state) == ("shelves-web-1", "closed")
    shelf.get(PATH)
    assert BreakerState.objects.get().since == first.since

    neighbour.always(status=503)
    for _ in range(3):
        with pytest.raises(UpstreamAway):
            shelf.get(PATH)
    assert rows() == {("shelf", "open")}
    assert str(BreakerState.objects.get()) == "shelves-web-1 to shelf: open"

    neighbour.always()
    clock.now += 2
    shelf.get(PATH)
    assert rows() == {("shelf", "closed")}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("written")
def test_a_new_process_corrects_what_the_last_one_left_behind():
    records.note("shelf", State.OPEN)

    circuit_of("shelf")

    assert rows() == {("shelf", "closed")}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("written")
def test_a_change_within_a_transaction_is_written_after_it():
    with transaction.atomic():
        records.note("shelf", State.OPEN)
        assert rows() == set()

    assert rows() == {("shelf", "open")}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("written")
def test_a_call_does_not_need_the_table(shelf, neighbour):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clients_breakerstate RENAME TO gone")
    try:
        neighbour.always(status=503)
        for _ in range(4):
            with pytest.raises(UpstreamAway):
                shelf.get(PATH)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE gone RENAME TO clients_breakerstate")

    assert circuit_of("shelf").breaker.state is State.OPEN


@pytest.mark.django_db(transaction=True)
def test_a_transaction_does_not_need_the_table():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE clients_breakerstate RENAME TO gone")
    try:
        with transaction.atomic():
            records.note("shelf", State.OPEN)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE gone RENAME TO clients_breakerstate")


@pytest.mark.django_db
@pytest.mark.usefixtures("written")
def test_a_call_does_not_need_the_database(shelf, neighbour, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(transaction, "on_commit", away)
    neighbour.always(status=503)

    for _ in range(4):
        with pytest.raises(UpstreamAway):
            shelf.get(PATH)


def test_an_error_is_an_answer_of_ours(as_caller, refused, monkeypatch):
    from chassis.tests.conftest import NOTES
    from chassis.tests.project.notes.views import NoteViewSet

    def away(*args, **kwargs):
        raise UpstreamAway("shelf", "http://127.0.0.1:8083 refused the connection")

    monkeypatch.setattr(NoteViewSet, "list", away)

    answer = as_caller(scopes=("notes:read",)).get(NOTES)

    body = refused(answer, 503, "upstream_away")
    assert answer["Retry-After"] == "2"
    assert body["detail"] == "The service shelf does not answer now. Try again in a moment."
