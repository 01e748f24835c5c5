"""What people are told, of what, and once."""

import pytest

from chassis.jobs.models import Job
from chassis.jobs.running import run_next
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.telling.models import Notification
from tasks_service.tests.conftest import API, TASKS
from tasks_service.work.models import Watcher

TOLD, LIKES = f"{API}notifications/", f"{API}notification-preferences/"
ANA, BEN, CLEO = (DEMO_SUBS[name] for name in ("ana", "ben", "cleo"))


def told(api):
    """Return what somebody was told: kind and text, oldest first."""
    rows = api.get(TOLD, {"ordering": "created_at"}).json()["results"]
    return [(row["kind"], row["text"]) for row in rows]


def test_who_is_given_a_task_is_told_and_its_author_when_it_is_finished(ana, ben, cleo):
    task = cleo.post(TASKS, {"title": "Lamp", "assignee": BEN}).json()["id"]
    ben.patch(f"{TASKS}{task}/", {"assignee": BEN, "title": "The lamp"})
    ben.post(f"{TASKS}{task}/complete/")
    ben.patch(f"{TASKS}{task}/", {"title": "Lamp"})

    assert told(ben) == [("assigned", "")]
    assert told(cleo) == [("finished", "done")]
    assert told(ana) == []
    row = cleo.get(TOLD).json()["results"][0]
    assert (row["about"], row["title"], row["actor"]) == (task, "The lamp", BEN)


def test_who_is_named_and_whom_it_concerns_are_told_of_a_comment(ana, ben, cleo, know, make_task):
    people = (
        (ANA, "Ana Silva", "admin"),
        (BEN, "Ben Okafor", "technician"),
        (CLEO, "Cleo Martin", "member"),
    )
    for id, name, role in people:
        know.person(id, name=name, is_active=True, role=role)
    for number in range(2):
        know.person(f"018f5f5e-0000-7000-8000-0000000000e{number}", name="Twin", is_active=True)
    task = make_task(created_by=CLEO, assignee=BEN)
    assert ana.post(f"{TASKS}{task.id}/watch/").status_code == 204
    assert ana.get(f"{TASKS}{task.id}/watchers/").json() == [{"person": ANA}]
    say = {"task": str(task.id), "body": "@Cleo.Martin, and a@b.ben.okafor? @twin @nobody"}

    ben.post(f"{API}comments/", say)
    ana.post(f"{TASKS}{task.id}/unwatch/")
    cleo.post(f"{API}comments/", {**say, "body": "Yes."})

    assert told(cleo) == [("mentioned", say["body"])]
    assert told(ana) == [("commented", say["body"])]
    assert told(ben) == [("commented", "Yes.")]
    assert Notification.objects.count() == 3


def test_whom_a_comment_names_only_when_it_is_changed_is_told_then(ben, cleo, know, make_task):
    know.person(CLEO, name="Cleo Martin", is_active=True, role="member")
    task = make_task(created_by=BEN, assignee=CLEO)
    say = {"task": str(task.id), "body": "https://example.org/@cleo.martin"}
    address = f"{API}comments/{ben.post(f'{API}comments/', say).json()['id']}/"

    for body in ("It is @cleo.martin's camera.", "It was @cleo.martin's camera."):
        assert ben.patch(address, {"body": body}).status_code == 200

    assert told(cleo) == [("commented", say["body"]), ("mentioned", "It is @cleo.martin's camera.")]


def test_who_may_not_open_the_task_is_told_nothing_of_it(ben, cleo, ana, know, make_task):
    know.person(CLEO, name="Cleo", is_active=True, role="member")
    know.person(ANA, name="Ana", is_active=True, role="admin")
    task = make_task(created_by=BEN)
    Watcher.objects.create(task=task, person=CLEO)

    ben.post(f"{API}comments/", {"task": str(task.id), "body": "@cleo and @ana: it is broken."})

    assert told(cleo) == []
    assert [kind for kind, _ in told(ana)] == ["mentioned"]


def test_what_was_seen_is_marked_and_others_see_nothing_of_it(ben, cleo, refused, make_task):
    for number in range(3):
        ben.post(TASKS, {"title": f"{number}", "assignee": CLEO})
    first = cleo.get(TOLD).json()["results"][0]

    assert cleo.get(f"{TOLD}unread/").json() == {"unread": 3}
    seen = cleo.post(f"{TOLD}{first['id']}/read/").json()
    assert cleo.post(f"{TOLD}{first['id']}/read/").json()["read_at"] == seen["read_at"]
    assert len(cleo.get(TOLD, {"is_read": "false"}).json()["results"]) == 2
    assert len(cleo.get(TOLD, {"is_read": "true", "kind": "assigned"}).json()["results"]) == 1
    assert cleo.post(f"{TOLD}read-all/").json() == {"read": 2}
    assert cleo.get(f"{TOLD}unread/").json() == {"unread": 0}
    refused(ben.post(f"{TOLD}{first['id']}/read/"), 404, "not_found")


def test_each_is_told_as_they_like(ben, cleo, refused, as_caller):
    usual = {each["kind"]: each for each in cleo.get(LIKES).json()["kinds"]}
    assert (usual["assigned"]["by_mail"], usual["commented"]["by_mail"]) == (True, False)

    cleo.post(LIKES, {"kinds": [{"kind": "assigned", "in_app": False}]})
    ben.post(TASKS, {"title": "By mail", "assignee": CLEO})
    assert cleo.get(f"{TOLD}unread/").json() == {"unread": 0}
    assert Job.objects.filter(name="telling.send_mail").count() == 1
    cleo.post(LIKES, {"kinds": [{"kind": "assigned", "by_mail": False}]})
    ben.post(TASKS, {"title": "Not at all", "assignee": CLEO})

    assert Notification.objects.count() == 1
    refused(cleo.post(LIKES, {"kinds": [{"kind": "gossip"}]}), 400, "invalid")
    program = as_caller(id="x", client_id="x", roles=[], scopes=["tasks:read", "tasks:write"])
    refused(program.get(LIKES), 403, "only_people_are_told")
    refused(program.post(LIKES, {"kinds": []}), 403, "only_people_are_told")
    assert program.get(TOLD).json()["results"] == []


def test_programs_watch_nothing(as_caller, make_task, refused):
    service = as_caller(id="x", client_id="x", roles=["admin"], scopes=["tasks:write"])

    refused(service.post(f"{TASKS}{make_task().id}/watch/"), 403, "only_people_watch")


def mail_job(ben):
    """Give Cleo a task, and let the mail about it be sent."""
    task = ben.post(TASKS, {"title": "Lamp", "assignee": CLEO}).json()["id"]
    run_next()
    return task, Job.objects.get(name="telling.send_mail")


def test_accounts_is_asked_to_write_with_a_key_that_stays_the_same(ben, neighbour):
    neighbour.always(status=202, body=b"")

    task, job = mail_job(ben)

    [heard] = neighbour.heard
    assert (heard.path, heard.method) == ("/accounts/internal/letters/", "POST")
    assert heard.headers["Idempotency-Key"] == job.parameters["notification"]
    for word in (CLEO, "You were given a task: Lamp", f"/tasks/api/v1/tasks/{task}/"):
        assert word in heard.body.decode()
    assert (job.status, job.result) == ("succeeded", {"sent": True})


@pytest.mark.parametrize(
    ("answer", "status"),
    [({"status": 404}, "succeeded"), ({"status": 403}, "failed"), ({"status": 503}, "queued")],
)
def test_who_is_unknown_gets_none_and_while_accounts_is_away_it_waits(
    ben, neighbour, answer, status
):
    neighbour.always(**answer)

    _, job = mail_job(ben)

    assert job.status == status


def test_the_desk_looks_at_what_people_were_told(staff, ben):
    ben.post(TASKS, {"title": "Lamp", "assignee": CLEO})

    for page in ("notification", "preference"):
        assert staff.get(f"/tasks/admin/telling/{page}/").status_code == 200
