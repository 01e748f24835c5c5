"""A flow from its start to its end, and back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chassis.ids import uuid7
from chassis.jobs.models import Job
from chassis.sagas import Ask, flow, flows, running, start, wake
from chassis.sagas.checks import every_step_of_a_flow_is_there
from chassis.sagas.models import Receipt, Saga, Status
from chassis.testing.outbox import told
from chassis.tests.project.notes.models import Note
from chassis.tests.sagas.conftest import ANA, closed, gone_on, story, titles

pytestmark = pytest.mark.django_db


def jobs():
    return Job.objects.filter(name="sagas.advance")


def test_a_flow_goes_on_until_it_waits(keep):
    gone_on(keep)

    note = Note.objects.get(title="Dust")
    assert (keep.status, keep.waits_on) == (Status.RUNNING, f"note:{note.id}")
    assert titles() == ["Dust", "Dust copied"]


def test_it_ends_when_what_it_waits_for_has_come(keep):
    gone_on(keep)

    closed(keep)

    assert (keep.status, keep.error) == (Status.DONE, None)
    assert titles() == ["Dust", "Dust copied", "Dust kept"]
    assert story(keep) == [
        "started",
        "asked write",
        "done write",
        "asked copy",
        "done copy",
        "waits closed",
        "done closed",
        "asked count",
        "done count",
        "asked last",
        "done last",
        "done",
    ]


def test_its_start_enqueues_a_job_and_is_told(keep):
    assert [job.parameters for job in jobs()] == [{"saga": str(keep.id)}]
    assert [type for type, _, _ in told()] == ["chassis.saga_started.v1"]


def test_its_end_is_told(keep):
    gone_on(keep)
    told()

    closed(keep)

    [(type, version, data)] = told()
    assert (type, version, data["status"]) == ("chassis.saga_ended.v1", keep.version, "done")


def test_an_open_flow_about_the_same_is_returned(keep):
    words = {"subject": "dust", "told": {"title": "Sweep"}}

    again = start("notes.keep", by=ANA, at=timezone.now(), **words)

    assert again == keep
    assert (Saga.objects.count(), jobs().count()) == (1, 1)


def test_after_its_end_another_one_about_the_same_begins(keep):
    closed(gone_on(keep))

    again = start("notes.keep", subject="dust", told={"title": "x"}, by=ANA, at=timezone.now())

    assert again != keep


def test_a_no_takes_back_what_was_done(keep):
    Note.objects.create(title="Dust copied")

    gone_on(keep)

    assert keep.status == Status.COMPENSATED
    assert keep.error["code"] == "title_taken"
    assert titles() == ["Dust copied"]
    assert story(keep)[-5:] == [
        "asked copy",
        "refused copy",
        "undo asked write",
        "undone write",
        "compensated",
    ]


def test_a_no_of_what_it_waits_for_takes_it_back(keep):
    gone_on(keep)
    Note.objects.filter(title="Dust").update(rank=-1)

    gone_on(keep)

    assert (keep.status, keep.error["code"]) == (Status.COMPENSATED, "conflict")
    assert titles() == []


def test_what_does_not_come_in_time_takes_it_back(keep):
    gone_on(keep)
    Saga.objects.update(deadline=timezone.now() - timedelta(seconds=1))

    gone_on(keep)

    assert (keep.status, keep.error["code"]) == (Status.COMPENSATED, "waited_too_long")
    assert titles() == []


def test_a_no_behind_the_pivot_needs_somebody(keep):
    gone_on(keep)
    Note.objects.create(title="Dust kept")
    told()

    closed(keep)

    assert (keep.status, keep.error["code"]) == (Status.NEEDS_ATTENTION, "title_taken")
    assert titles() == ["Dust", "Dust copied", "Dust kept"]
    assert [type for type, _, _ in told()] == ["chassis.saga_stuck.v1"]


def test_whoever_waits_is_woken(keep):
    gone_on(keep)
    before = jobs().count()

    wake(keep.waits_on)
    wake(f"note:{uuid7()}")

    assert jobs().count() == before + 1


def test_a_step_may_come_in_rounds(wire):
    saga = start("notes.fill", subject="shelf", told={"until": 3}, by=ANA, at=timezone.now())

    gone_on(saga)

    assert (saga.status, Note.objects.count()) == (Status.DONE, 3)
    assert [step.receipt for step in saga.steps.all()] == ["fill", "fill.2", "fill.3"]
    assert Receipt.objects.filter(saga=saga.id).count() == 3


def test_an_old_row_goes_on_by_the_version_that_it_began_with(keep, monkeypatch):
    newer = flows.Flow("notes.keep", 2, (Ask(key="burn", name="notes.write", says=dict),))
    monkeypatch.setitem(flows._flows, ("notes.keep", 2), newer)

    closed(gone_on(keep))

    assert (keep.status, keep.flow_version) == (Status.DONE, 1)
    assert flows.newest("notes.keep") is newer


def test_a_row_of_an_unknown_version_needs_somebody(keep):
    Saga.objects.update(flow_version=9)

    gone_on(keep)

    assert (keep.status, keep.error["code"]) == (Status.NEEDS_ATTENTION, "unknown_flow")


@pytest.mark.parametrize("status", ["asked", "done"])
def test_rows_as_an_earlier_release_left_them_go_on(wire, status):
    """Recorded rows: a change of models or of the flow must not leave them behind."""
    row = Saga.objects.create(
        flow="notes.keep",
        flow_version=1,
        subject="old",
        told={"title": "Old"},
        position=0 if status == "asked" else 1,
        owner=ANA.id,
        due_at=timezone.now(),
    )
    made = {} if status == "asked" else {"note": str(Note.objects.create(title="Old").id)}
    words = {"said": {"title": "Old"}, "made": made, "status": status, "begun_at": timezone.now()}
    row.steps.create(key="write", **words)

    gone_on(row)

    assert titles() == ["Old", "Old copied"]


def test_a_flow_that_nobody_knows_cannot_begin():
    with pytest.raises(LookupError, match=r"No flow is called notes\.burn"):
        start("notes.burn", subject="dust", by=ANA, at=timezone.now())


def test_two_flows_of_one_name_and_version_are_refused():
    with pytest.raises(ValueError, match=r"Two flows are called notes\.keep, version 1"):
        flow("notes.keep", version=1, steps=[])


def test_two_steps_of_one_key_are_refused():
    step = Ask(key="write", name="notes.write", says=dict)

    with pytest.raises(ValueError, match=r"Two steps of notes\.twice have one key"):
        flow("notes.twice", version=1, steps=[step, step])


def test_a_flow_that_asks_for_what_is_not_there_stops_the_start(monkeypatch):
    assert every_step_of_a_flow_is_there(None) == []
    odd = flows.Flow("notes.odd", 1, (Ask(key="burn", name="notes.burn", says=dict),))
    monkeypatch.setitem(flows._flows, ("notes.odd", 1), odd)

    [error] = every_step_of_a_flow_is_there(None)

    assert error.msg == "notes.odd asks for notes.burn, which no steps.py registers."


def test_nothing_is_done_with_what_is_over(keep, wire):
    closed(gone_on(keep))
    asked = len(wire.asked)

    running.run(keep.id)

    assert len(wire.asked) == asked
