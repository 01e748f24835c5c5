"""What flows of other services ask of tasks when somebody leaves, and how it is taken back."""

from uuid import UUID

import pytest

from chassis.ids import uuid7
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.planning.actions import create_schedule
from tasks_service.planning.models import Schedule
from tasks_service.work.models import Comment, Task

BEN, CLEO = DEMO_SUBS["ben"], DEMO_SUBS["cleo"]
LEAVING = {"person": CLEO, "to": BEN}


@pytest.fixture
def ask(as_caller, know):
    """Ask for a step of one saga, or take it back."""
    know.person(BEN, name="Ben", is_active=True)
    accounts = as_caller(id="accounts", client_id="accounts", roles=(), scopes=["tasks:internal"])
    saga = str(uuid7())

    def ask(name, said=None, step="first"):
        address = f"/tasks/internal/steps/{name}/{'' if said else 'undo/'}"
        body = {"saga": saga, "step": step, **({"said": said} if said else {})}
        return accounts.post(address, body).json()

    return ask


def test_tasks_are_handed_over_once_and_given_back(make_task, ask):
    task, said = make_task(assignee=CLEO), {**LEAVING, "note": "They leave."}

    first, again = ask("work.hand_over", said), ask("work.hand_over", said)

    assert first == again
    assert (first["made"]["tasks"], Comment.objects.count()) == ([str(task.pk)], 1)
    assert ask("work.hand_over")["outcome"] == "undone"
    assert Task.objects.get().assignee == UUID(CLEO)


def test_what_comes_round_is_handed_over_and_given_back(by_ben, noon, ask):
    words = {"title": "Clean", "rule": "FREQ=WEEKLY", "assignee": UUID(CLEO), "starts_at": noon}
    create_schedule(by=by_ben, at=noon, **words)

    assert len(ask("planning.hand_over", LEAVING)["made"]["schedules"]) == 1
    assert Schedule.objects.get().assignee == UUID(BEN)
    ask("planning.hand_over")
    assert Schedule.objects.get().assignee == UUID(CLEO)


def test_what_they_have_is_got_back_and_not_if_they_stay(ask, noon):
    thing = {"asset_id": str(uuid7()), "tag": "CAM-1", "title": "Alpha", "due_at": noon.isoformat()}

    made = ask("work.make_return_tasks", {"things": [thing], "to": None})["made"]

    task = Task.objects.get()
    assert (made["tasks"], task.created_by) == ([str(task.pk)], "accounts")
    ask("work.make_return_tasks")
    assert Task.objects.get().status == "cancelled"


def test_to_hand_over_to_somebody_who_is_not_here_is_a_no(ask):
    said = {"person": CLEO, "to": str(uuid7()), "note": "x"}

    answer = ask("work.hand_over", said)

    assert (answer["outcome"], answer["code"]) == ("refused", "not_here")


NEEDED = {"title": "Repair LT-1", "kind": "repair", "asset": str(uuid7())}


def test_what_needs_doing_is_written_down_once(ask):
    made, again = ask("work.make_task", NEEDED)["made"], ask("work.make_task", NEEDED)["made"]

    task = Task.objects.get()
    assert made == again == {"task": str(task.pk)}
    assert (task.title, task.kind, str(task.asset_id)) == (*NEEDED.values(),)


def test_it_is_cancelled_if_it_is_taken_back_unless_it_is_finished(ask):
    ask("work.make_task", NEEDED)

    ask("work.make_task")

    assert Task.objects.get().status == "cancelled"


def test_a_task_of_no_known_kind_is_not_written(ask):
    answer = ask("work.make_task", {**NEEDED, "kind": "war"})

    assert (answer["code"], Task.objects.count()) == ("invalid", 0)
