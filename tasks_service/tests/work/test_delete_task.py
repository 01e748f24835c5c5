"""`DELETE /tasks/{id}/`."""

from chassis.logins.subjects import DEMO_SUBS
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


def test_who_does_a_task_does_not_delete_what_another_wants_done(make_task, cleo, refused):
    others, own = (
        make_task(created_by=DEMO_SUBS[who], assignee=cleo.caller_id) for who in ("ben", "cleo")
    )

    refused(cleo.delete(f"{TASKS}{others.id}/"), 403, "only_its_author_deletes")

    assert cleo.delete(f"{TASKS}{own.id}/").status_code == 204
    assert list(Task.objects.all()) == [others]


def test_writing_needs_the_scope(as_caller, make_task, refused):
    reader = as_caller(scopes=["tasks:read"])

    refused(reader.delete(f"{TASKS}{make_task().id}/"), 403, "forbidden")
