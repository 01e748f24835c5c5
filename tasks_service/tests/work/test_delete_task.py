"""`DELETE /tasks/{id}/`."""

from tasks_service.tests.conftest import TASKS
from tasks_service.work.models import Task


def test_a_deleted_task_is_gone(make_task, ben, refused):
    address = f"{TASKS}{make_task().id}/"

    assert ben.delete(address).status_code == 204

    refused(ben.get(address), 404, "not_found")
    assert not Task.objects.exists()


def test_its_history_stays(make_task, ben):
    task = make_task()

    ben.delete(f"{TASKS}{task.id}/")

    last = Task.pgh_event_model.objects.filter(pgh_obj_id=task.id).latest("pgh_id")
    assert last.pgh_label == "delete"
    assert last.pgh_context.metadata["actor"] == ben.caller_id


def test_deleting_an_older_version_is_refused(make_task, ben, refused):
    address = f"{TASKS}{make_task().id}/"

    refused(ben.delete(address, HTTP_IF_MATCH='"7"'), 412, "precondition_failed")


def test_writing_needs_the_scope(as_caller, make_task, refused):
    reader = as_caller(scopes=["tasks:read"])

    refused(reader.delete(f"{TASKS}{make_task().id}/"), 403, "forbidden")
