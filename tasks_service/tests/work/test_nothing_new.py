"""A change of a task that says nothing new tells nobody of it."""

from chassis.testing.outbox import told
from tasks_service.tests.conftest import TASKS
from tasks_service.work.models import Task


def test_what_was_told_comes_back_without_an_event(make_task, ben):
    first, second = make_task(), make_task()
    address = f"{TASKS}{second.id}/"
    words = {"blocked_by": [str(first.id)], "checklist": [{"text": "Dry"}], "labels": ["Lens"]}
    ben.patch(address, words)
    before = ben.get(address)
    told()

    labels = ({"labels": ["lens"]}, {"labels": ["LENS", "lens"]})
    for said in ({}, before.json(), {"completed": False}, *labels):
        answer = ben.patch(address, said)
        assert (answer.status_code, answer["ETag"]) == (200, before["ETag"]), said
        assert answer.json() == before.json()

    assert told() == []
    assert len(ben.get(f"{address}history/").json()) == 2


def test_what_it_waits_for_is_news_where_it_differs(make_task, ben):
    first, second = make_task(), make_task()
    address = f"{TASKS}{second.id}/"
    ben.patch(address, {"blocked_by": [str(first.id)]})
    told()

    assert ben.patch(address, {"blocked_by": []}).json()["blocked_by"] == []
    assert [event for event, _, _ in told()] == ["tasks.task_changed.v1"]


def test_a_number_is_not_a_flag(make_task, ben):
    task = make_task(checklist=[{"text": "Dry", "is_done": 1}])

    ben.patch(f"{TASKS}{task.id}/", {"checklist": [{"text": "Dry", "is_done": True}]})

    assert Task.objects.get().checklist[0]["is_done"] is True
