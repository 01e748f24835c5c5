"""The verbs for when somebody leaves: their tasks go to others, and what they have comes back."""

from time import perf_counter
from uuid import UUID

import pytest

from chassis.history.entries import entries
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing.outbox import told
from tasks_service.telling.models import Notification
from tasks_service.work import actions
from tasks_service.work.actions import leaving
from tasks_service.work.errors import NotHere
from tasks_service.work.models import Comment, Task

BEN, CLEO = UUID(DEMO_SUBS["ben"]), UUID(DEMO_SUBS["cleo"])
GONE = UUID(int=17)
NOTE = "Handed over: whoever had this leaves."


@pytest.fixture(autouse=True)
def people(know):
    """Whom tasks know: two who are here, and one who left."""
    know.person(BEN, name="Ben", is_active=True)
    know.person(CLEO, name="Cleo", is_active=True)
    know.person(GONE, name="Gone", is_active=False)


@pytest.fixture
def hand_over(by_ben):
    """Hand Cleo's tasks over."""
    return lambda to=BEN: actions.hand_over_tasks(person=CLEO, to=to, by=by_ben, note=NOTE)


@pytest.mark.parametrize("to", [BEN, None])
def test_open_tasks_go_to_another_or_to_nobody_with_a_note(make_task, hand_over, to):
    task = make_task(assignee=CLEO)
    done, of_ben = make_task(assignee=CLEO, status="done"), make_task(assignee=BEN)

    assert hand_over(to) == [task.pk]

    for row in (task, done, of_ben):
        row.refresh_from_db()
    assert (task.assignee, done.assignee, of_ben.assignee) == (to, CLEO, BEN)
    assert [(each.task_id, each.body, each.author) for each in Comment.objects.all()] == [
        (task.pk, NOTE, BEN)
    ]
    assert entries(task)[0]["changes"] == {"assignee": [str(CLEO), to and str(to)]}
    (event,) = told()
    assert (event[:2], event[2]["assignee"]) == (("tasks.task_changed.v1", 2), to and str(to))


def test_whoever_gets_many_is_told_once(make_task, know, by_ben):
    know.person(DEMO_SUBS["ana"], name="Ana", is_active=True)
    for _ in range(3):
        make_task(assignee=CLEO)

    ana = UUID(DEMO_SUBS["ana"])
    actions.hand_over_tasks(person=CLEO, to=ana, by=by_ben, note=NOTE)

    assert [(row.person, row.title) for row in Notification.objects.all()] == [(ana, "3 tasks")]


def test_thousands_are_handed_over_some_at_a_time(make_task, hand_over, monkeypatch):
    monkeypatch.setattr(leaving, "AT_ONCE", 2)
    for _ in range(3):
        make_task(assignee=CLEO)

    assert [len(hand_over()) for _ in range(3)] == [2, 1, 0]
    assert Comment.objects.count() == 3


@pytest.mark.parametrize("to", [GONE, UUID(int=18), CLEO])
def test_nobody_gets_them_who_is_not_here_or_leaves(make_task, hand_over, to):
    make_task(assignee=CLEO)

    with pytest.raises(NotHere):
        hand_over(to)

    assert Task.objects.get().assignee == CLEO


def test_they_are_given_back_unless_somebody_went_on_with_them(make_task, hand_over, by_ben):
    back, done, passed_on = (make_task(assignee=CLEO) for _ in range(3))
    ids = hand_over()
    actions.complete_task(task=Task.objects.get(pk=done.pk), by=by_ben)
    actions.change_task(task=Task.objects.get(pk=passed_on.pk), by=by_ben, assignee=None)

    words = {"person": CLEO, "now_of": BEN, "by": by_ben, "note": "They stay."}
    assert actions.give_back_tasks(ids=ids, **words) == [back.pk]

    assert list(Task.objects.filter(assignee=CLEO)) == [back]


def test_a_thing_is_got_back_by_a_task_and_the_task_is_cancelled_if_nobody_did_it(by_ben, noon):
    thing = actions.Held(asset_id=UUID(int=5), tag="CAM-1", title="Alpha", due_at=noon)

    task, done = actions.make_return_tasks(things=[thing, thing], to=BEN, by=by_ben)
    assert (task.title, task.asset_id, task.due_at) == ("Get back CAM-1", thing.asset_id, noon)
    assert (task.assignee, task.created_by) == (BEN, str(BEN))

    actions.complete_task(task=done, by=by_ben)
    assert actions.cancel_unfinished(ids=[task.pk, done.pk], by=by_ben) == 1
    assert [row.status for row in Task.objects.order_by("pk")] == ["cancelled", "done"]


@pytest.mark.long
def test_five_thousand_tasks_are_handed_over_within_seconds(hand_over, record_property):
    words = {"title": "Clean the lens", "created_by": str(BEN), "assignee": CLEO}
    Task.objects.bulk_create(Task(**words) for _ in range(5_000))
    begun, calls = perf_counter(), 0

    while hand_over():
        calls += 1

    seconds = perf_counter() - begun
    assert (Task.objects.filter(assignee=BEN).count(), Comment.objects.count()) == (5_000, 5_000)
    record_property("figure", f"leave: 5000 tasks handed over in {calls} calls, {seconds:.1f} s")
