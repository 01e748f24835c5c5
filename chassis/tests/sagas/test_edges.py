"""At each edge of a flow something goes wrong: it ends done, or everything is taken back."""

import pytest
from django.utils import timezone

from chassis.jobs.models import Job
from chassis.sagas import actions, running, settling
from chassis.sagas.errors import NotYet
from chassis.sagas.models import Outcome, Receipt, Status, StepStatus
from chassis.tests.project.notes import actions as notes
from chassis.tests.project.notes.models import Note
from chassis.tests.sagas.conftest import ANA, closed, gone_on, story, titles

pytestmark = pytest.mark.django_db
WHOLE = ["Dust", "Dust copied", "Dust kept"]


class Killed(BaseException):
    """The process is gone."""


def later(saga):
    """Go on with what waits for its next try, as its job will."""
    return gone_on(saga)


@pytest.mark.parametrize("trouble", ["lost", "no answer", "twice"])
@pytest.mark.parametrize("call", [0, 1])
def test_a_call_that_fails_is_repeated_under_its_key(keep, wire, trouble, call):
    wire.trouble = [""] * call + [trouble]

    for _ in range(2):
        later(keep)
    closed(keep)
    later(keep)

    assert (keep.status, titles()) == (Status.DONE, WHOLE)


def test_trouble_waits_for_its_next_try(keep, wire):
    wire.trouble = ["lost"]

    gone_on(keep)

    job = Job.objects.order_by("-created_at").first()
    assert (keep.status, keep.attempts, keep.job) == (Status.RUNNING, 1, job)
    assert job.run_after > timezone.now()
    assert story(keep)[-2:] == ["asked copy", "no answer copy"]


@pytest.mark.parametrize(("step", "title"), [("write", "Dust"), ("copy", "Dust copied")])
def test_what_is_not_done_yet_is_asked_for_again_and_is_no_trouble(
    keep, wire, monkeypatch, step, title
):
    write, asked = notes.write_note, []

    def not_yet(**words):
        asked.append(words["title"])
        if asked.count(title) == 1 and words["title"] == title:
            raise NotYet
        return write(**words)

    monkeypatch.setattr(notes, "write_note", not_yet)

    gone_on(keep)
    assert (story(keep)[-1], titles()) == (f"not yet {step}", ["Dust"] * (step == "copy"))
    assert Receipt.objects.count() == (step == "copy")
    closed(later(keep))

    assert (keep.status, titles()) == (Status.DONE, WHOLE)


def test_trouble_again_and_again_needs_somebody(keep, wire, monkeypatch):
    monkeypatch.setattr(settling, "MOST_ATTEMPTS", 2)
    wire.trouble = ["lost"] * 2

    gone_on(keep)
    later(keep)

    assert (keep.status, keep.error["code"]) == (Status.NEEDS_ATTENTION, "upstream_away")


def test_a_retry_after_that_goes_on(keep, wire, monkeypatch):
    monkeypatch.setattr(settling, "MOST_ATTEMPTS", 1)
    wire.trouble = ["no answer"]
    gone_on(keep)

    actions.retry(saga=keep, by=desk(), at=timezone.now())
    closed(gone_on(keep))

    assert (keep.status, keep.error, titles()) == (Status.DONE, None, WHOLE)


@pytest.mark.parametrize("moment", ["before the call", "after the call", "after a local step"])
def test_a_process_that_is_killed_leaves_a_row_that_goes_on(keep, monkeypatch, wire, moment):
    def die(*_, **__):
        raise Killed

    with monkeypatch.context() as dying:
        if moment == "before the call":
            dying.setattr(running.asking, "elsewhere", die)
        elif moment == "after the call":
            wire.trouble = [die]
        else:
            dying.setattr(running.asking, "here", die)
        with pytest.raises(Killed):
            running.run(keep.id)
    keep.refresh_from_db()

    closed(gone_on(keep))

    assert (keep.status, titles()) == (Status.DONE, WHOLE)


@pytest.mark.parametrize("trouble", ["lost", "no answer", "twice"])
def test_an_undo_that_fails_is_repeated(keep, wire, trouble):
    gone_on(keep)
    Note.objects.filter(title="Dust").update(rank=-1)
    wire.trouble = [trouble]

    gone_on(keep)
    later(keep)

    assert (keep.status, titles()) == (Status.COMPENSATED, [])


def test_an_undo_that_is_refused_needs_somebody_and_is_tried_again(keep, wire, monkeypatch):
    monkeypatch.setattr(settling, "MOST_ATTEMPTS", 1)
    gone_on(keep)
    Receipt.objects.filter(step="copy").update(made={})  # nobody could take that back
    actions.abort(saga=keep, by=desk(), at=timezone.now())

    gone_on(keep)

    assert (keep.status, keep.goes_back) == (Status.NEEDS_ATTENTION, True)
    note = Note.objects.get(title="Dust copied")
    Receipt.objects.filter(step="copy").update(made={"note": str(note.id)})
    actions.retry(saga=keep, by=desk(), at=timezone.now())
    assert (gone_on(keep).status, titles()) == (Status.COMPENSATED, [])


def test_a_step_that_is_given_up_under_way_never_comes(keep, wire, ask, shelf):
    """The call is late: the flow is given up, and its undo overtakes it."""
    wire.trouble = ["lost"]
    gone_on(keep)
    actions.abort(saga=keep, by=desk(), at=timezone.now())

    gone_on(keep)

    said = {"saga": str(keep.id), "step": "copy", "said": {"title": "Dust copied"}}
    late = shelf.post("/chassis/internal/steps/notes.write/", said)
    assert (keep.status, late.status_code) == (Status.COMPENSATED, 409)
    assert titles() == []


def test_an_answer_that_comes_after_the_abort_does_not_count(keep, wire):
    wire.trouble = [lambda: actions.abort(saga=keep, by=desk(), at=timezone.now())]

    gone_on(keep)
    later(keep)

    assert (keep.status, titles()) == (Status.COMPENSATED, [])


def test_of_two_who_go_on_at_once_one_writes(keep, wire):
    wire.trouble = [lambda: running.run(keep.id)]

    gone_on(keep)

    assert keep.steps.get(key="copy").status == StepStatus.DONE
    assert (keep.position, titles()) == (2, ["Dust", "Dust copied"])


def test_what_is_said_once_is_said_again_in_the_same_words(keep, wire):
    wire.trouble = ["no answer"]
    gone_on(keep)
    keep.told = {"title": "Sweep"}
    keep.save()

    later(keep)

    assert Receipt.objects.get(step="copy").outcome == Outcome.DONE
    assert titles() == ["Dust", "Dust copied"]


def desk():
    """Somebody who may steer."""
    return type(ANA)(id=ANA.id, roles=frozenset({"technician"}))
