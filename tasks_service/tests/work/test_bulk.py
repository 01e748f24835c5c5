"""Tasks are changed many at once, through their verb."""

from chassis.logins.subjects import DEMO_SUBS
from tasks_service.tests.conftest import TASKS
from tasks_service.work.models import Task


def test_members_change_what_exists_for_them(make_task, cleo):
    own = make_task(title="Own", assignee=DEMO_SUBS["cleo"])
    other = make_task(title="Other", assignee=DEMO_SUBS["ana"])
    rows = [{"id": str(task.pk), "completed": True} for task in (own, other)]

    body = cleo.post(f"{TASKS}bulk/", {"rows": rows}).json()
    assert [each["result"] for each in body["results"]] == ["changed", "refused"]
    assert [each["code"] for each in body["results"][1]["errors"]] == ["not_found"]
    assert dict(Task.objects.values_list("title", "status")) == {"Own": "done", "Other": "open"}


def test_what_contradicts_itself_is_refused(make_task, ben):
    rows = [{"id": str(make_task().pk), "completed": True, "status": "open"}]

    [result] = ben.post(f"{TASKS}bulk/", {"rows": rows}).json()["results"]
    assert {each["attr"] for each in result["errors"]} == {"completed", "status"}
