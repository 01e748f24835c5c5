"""`/comments/`: what is said about a task."""

import pytest

from chassis.ids import uuid7
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.tests.conftest import API, TASKS

COMMENTS = f"{API}comments/"


@pytest.fixture
def said(make_task, cleo, know):
    """What Cleo said about a task of hers."""
    know.person(DEMO_SUBS["cleo"], name="Cleo Martin", is_active=True)
    task = make_task(created_by=DEMO_SUBS["cleo"])
    return cleo.post(COMMENTS, {"task": str(task.id), "body": "Use **soft** cloth."}).json()


def test_who_sees_a_task_reads_what_is_said_about_it_and_answers(said, ben, make_task):
    ben.post(COMMENTS, {"task": said["task"], "body": "I did."})
    ben.post(COMMENTS, {"task": str(make_task().id), "body": "Elsewhere."})

    rows = ben.get(COMMENTS, {"task": said["task"], "ordering": "created_at"}).json()["results"]

    assert [row["body"] for row in rows] == ["Use **soft** cloth.", "I did."]
    assert (rows[0]["author"], rows[0]["author_details"]["name"]) == (
        DEMO_SUBS["cleo"],
        "Cleo Martin",
    )


def test_who_does_not_see_a_task_sees_no_word_and_says_none(said, make_task, cleo, ben, refused):
    others = str(make_task().id)
    ben.post(COMMENTS, {"task": others, "body": "Hush."})

    assert [row["id"] for row in cleo.get(COMMENTS).json()["results"]] == [said["id"]]
    for task in (others, str(uuid7())):
        refused(cleo.post(COMMENTS, {"task": task, "body": "Me too."}), 400, "task_unknown")


def test_its_author_changes_it_and_the_desk_may_only_delete_it(said, ben, cleo, refused):
    address = f"{COMMENTS}{said['id']}/"

    assert cleo.patch(address, {"body": "Use paper."}).json()["version"] == 2
    refused(ben.patch(address, {"body": "Use sand."}), 403, "only_its_author_writes")
    refused(cleo.patch(address, {"task": str(uuid7())}), 400, "invalid")
    assert len(ben.get(f"{address}history/").json()) == 2
    assert ben.delete(address).status_code == 204


def test_somebody_else_who_sees_the_task_deletes_nothing(said, ben, cleo, refused):
    made = ben.post(COMMENTS, {"task": said["task"], "body": "I did."}).json()

    refused(cleo.delete(f"{COMMENTS}{made['id']}/"), 403, "only_its_author_writes")
    assert cleo.delete(f"{COMMENTS}{said['id']}/").status_code == 204
    assert ben.delete(f"{TASKS}{said['task']}/").status_code == 204
    refused(ben.get(f"{COMMENTS}{made['id']}/"), 404, "not_found")
