"""Fencing: whoever lost a job to another worker changes nothing any more."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.db.transaction import TransactionManagementError

from chassis.jobs import leases, pulse, running
from chassis.jobs.models import Job, Status
from chassis.jobs.progress import RowProgress
from chassis.jobs.registry import Cancelled, LeaseLost
from chassis.testing.threads import at_once, somebody_waits_for_a_lock
from chassis.tests.jobs.conftest import done, planted, waiting
from chassis.tests.project.notes.models import Note


@pytest.fixture
def zombie(db):
    """Return a job as a worker knows it that another took it from."""
    waiting()
    known = leases.claim()
    leases.let_go("test")
    taken = leases.claim()
    assert (known.id, known.fence + 2) == (taken.id, taken.fence)
    return known


def test_a_zombie_neither_ends_nor_extends_the_job(zombie):
    before = Job.objects.values().get()

    written = [
        leases.succeed(zombie, {"notes": 0}),
        leases.fail(zombie, {}),
        leases.try_again(zombie, {}),
        leases.extend(zombie),
    ]

    assert written == [False] * 4
    assert Job.objects.values().get() == before


@pytest.mark.parametrize(
    "step",
    [
        lambda progress: progress.advance(1, 2),
        lambda progress: progress.checkpoint({"line": 100}),
        lambda progress: progress.hold(),
    ],
)
def test_a_zombie_learns_it_at_its_next_step(zombie, step):
    with pytest.raises(LeaseLost), transaction.atomic():
        step(RowProgress(zombie))


def test_a_zombie_leaves_no_file(zombie, settings):
    with pytest.raises(LeaseLost), RowProgress(zombie).file("report.csv") as file:
        file.write(b"late")

    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


@pytest.mark.django_db(transaction=True)
def test_what_a_zombie_did_since_is_rolled_back(zombie):
    @transaction.atomic
    def step():
        Note.objects.create(title="Done twice")
        RowProgress(zombie).hold()

    with pytest.raises(LeaseLost):
        step()

    assert not Note.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_takes_a_job_that_is_held():
    waiting()
    job = leases.claim()
    Job.objects.update(lease_until=job.started_at)

    with transaction.atomic():
        RowProgress(job).hold()
        assert at_once(leases.sweep) == [0]

    assert at_once(leases.sweep) == [1]


@pytest.mark.django_db(transaction=True)
def test_a_job_can_be_held_in_a_transaction_only():
    waiting()

    with pytest.raises(TransactionManagementError):
        RowProgress(leases.claim()).hold()


def test_a_cancelled_job_tells_so_rather(zombie):
    Job.objects.update(status=Status.CANCELLED)

    with pytest.raises(Cancelled):
        RowProgress(zombie).advance(1, 2)


@pytest.mark.parametrize("end", ["well", "steps"])
def test_a_door_that_lost_its_job_ends_quietly(db, door, end):
    @door
    def robbed(progress, **_):
        leases.let_go("test")
        if end == "steps":
            progress.advance(1, 2)
        return {}

    job = done(waiting())

    assert (job.status, job.tries, job.error) == (Status.QUEUED, 0, None)


def test_the_next_try_goes_on_where_the_last_one_was(db, door):
    seen = []

    @door
    def resume(progress, **_):
        seen.append((progress.job_id, progress.tries, progress.state))
        progress.checkpoint({"line": 100})
        seen.append(progress.state)

    job = done(planted(tries=1, state={"line": 50}))

    assert seen == [(str(job.id), 2, {"line": 50}), {"line": 100}]
    assert job.state == {"line": 100}


@pytest.mark.django_db(transaction=True)
def test_a_pulse_keeps_the_lease_while_the_door_is_open(door, monkeypatch, wait_for):
    monkeypatch.setattr("chassis.jobs.pulse.EVERY_SECONDS", 0.01)

    @door
    def slow(progress, **_):
        first = Job.objects.get().lease_until
        wait_for(lambda: Job.objects.get().lease_until > first)

    job = waiting()

    running.run_next()
    connection.close()

    job.refresh_from_db()
    assert job.status == Status.SUCCEEDED


@pytest.mark.django_db(transaction=True)
def test_a_pulse_waits_for_a_long_transaction_and_is_first_behind_it(wait_for):
    waiting()
    job = leases.claim()
    Job.objects.update(lease_until=job.started_at)  # it ended meanwhile

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            RowProgress(job).hold()
            beat = pool.submit(pulse._extend, job)
            wait_for(somebody_waits_for_a_lock)
        assert beat.result(10)
        pool.submit(connections.close_all).result()

    assert leases.sweep() == 0


@pytest.mark.django_db(transaction=True)
def test_a_pulse_stops_for_a_job_that_is_taken_and_not_for_a_database_away(monkeypatch):
    calls = iter([pulse.Error("away"), True, False])

    def extend(job):
        answer = next(calls)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(leases, "extend", extend)
    monkeypatch.setattr(pulse, "EVERY_SECONDS", 0.001)

    (thread,) = [pulse.Thread(target=pulse._beat, args=[planted(), pulse.Event()])]
    thread.start()
    thread.join(10)

    assert not thread.is_alive()
    assert next(calls, "all used") == "all used"
