"""What is sent to webhooks, once for each event, and what is tried again."""

import json
import socket
from datetime import timedelta

import pytest
from django.utils.timezone import now

from chassis.jobs.models import Job, Priority
from chassis.logins.subjects import DEMO_SUBS
from chassis.outside.signing import signature
from tasks_service.hooks import actions
from tasks_service.hooks.actions.delivering import PAUSES
from tasks_service.hooks.handlers import Leaving, on_person_left, on_public_event
from tasks_service.hooks.jobs import deliver, look_after
from tasks_service.hooks.models import Delivery, Webhook
from tasks_service.telling.models import Notification
from tasks_service.tests.hooks.conftest import DELIVERIES, HOOKS, TASK_CHANGED, heard


class Progress:
    def advance(self, done, total): ...
    def hold(self): ...


def test_an_event_is_posted_as_it_is_and_signed(hook, taker, happen, work, ana):
    taker.always(status=202, body=b"thanks")
    fact = happen(origin={"request_id": "r-1", "actor": "ana", "path": "/secret/"})

    work()

    [came] = taker.heard
    event = json.loads(came.body)
    assert (came.method, came.path) == ("POST", "/in?room=1")
    assert event["id"] == str(fact.about.id)
    assert (event["source"], event["aggregateversion"]) == ("/tasks", 3)
    assert event["data"] == fact.data
    assert (event["requestid"], event["actor"], "path" in event) == ("r-1", "ana", False)
    row = ana.get(DELIVERIES).json()["results"][0]
    assert (row["status"], row["tries"], row["answered"], row["answer"]) == (
        "delivered", 1, 202, "thanks",
    )  # fmt: skip
    said = came.headers["Kitroom-Signature"]
    at = now().fromtimestamp(int(said.partition(",")[0][2:]), now().tzinfo)
    assert said == signature(came.body, secrets=[hook.secret], at=at)
    assert came.headers["Kitroom-Delivery"] == row["id"]
    assert came.headers["Content-Type"].startswith("application/cloudevents+json")


def test_a_repeat_of_an_event_adds_nothing(hook, taker, happen, work):
    fact = happen()
    for _ in range(2):
        on_public_event([(fact.data, fact.about)])
    work()
    on_public_event([(fact.data, fact.about)])
    work()

    assert len(taker.heard) == Delivery.objects.count() == 1


def test_only_what_was_asked_for_and_only_from_then_on_is_told(hook, taker, happen, work):
    happen("catalog.loan_changed.v1")
    happen(at=hook.created_at - timedelta(seconds=1))
    Webhook.objects.update(is_active=False)
    happen()

    assert work() == 0


def test_what_fails_is_tried_again_ever_later_and_then_no_more(hook, taker, happen, work, ana):
    taker.always(status=500, body=b"\x00\xff" + b"x" * 3000)
    happen()
    job = Job.objects.get(name="hooks.deliver")
    assert job.priority == Priority.LOW
    before = now()
    deliver(Progress(), **job.parameters)

    row = Delivery.objects.get()
    assert before + PAUSES[0] * 0.7 < row.next_at < now() + PAUSES[0] * 1.3
    assert (row.status, row.answered, len(row.answer)) == ("waiting", 500, 1024)
    assert Job.objects.latest("created_at").run_after == row.next_at
    Delivery.objects.update(next_at=now())
    while Delivery.objects.filter(status="waiting").update(next_at=now()):
        deliver(Progress(), **job.parameters)
    row.refresh_from_db()
    assert (row.status, row.tries, row.next_at) == ("failed", len(PAUSES) + 1, None)
    assert len(taker.heard) == len(PAUSES) + 1


def test_two_at_once_send_it_once(hook, taker, happen):
    happen()
    job = Job.objects.get(name="hooks.deliver")

    assert deliver(Progress(), **job.parameters) == {"status": "delivered"}
    assert deliver(Progress(), **job.parameters) == {"status": "not_due"}
    Delivery.objects.update(status="waiting", next_at=now() + timedelta(seconds=9))
    assert deliver(Progress(), **job.parameters) == {"status": "not_due"}
    assert len(taker.heard) == 1


def test_who_has_no_server_gets_it_when_they_have_one(hook, taker, happen, work):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        Webhook.objects.update(url=f"http://127.0.0.1:{probe.getsockname()[1]}/")
        happen()
        work(most=1)
    assert Delivery.objects.get().problem == "nobody_there"
    Webhook.objects.update(url=taker.url)
    Delivery.objects.update(next_at=now())

    work()

    row = Delivery.objects.get()
    assert (row.status, row.tries, row.problem) == ("delivered", 2, "")


def test_it_is_sent_again_when_somebody_says_so(hook, taker, happen, work, ana, refused):
    happen()
    place = f"{DELIVERIES}{Delivery.objects.get().pk}/"
    refused(ana.post(f"{place}redeliver/"), 409, "still_on_its_way")
    work()

    assert ana.post(f"{place}redeliver/").json()["status"] == "waiting"
    work()

    assert len(taker.heard) == 2
    assert len({each.body for each in taker.heard}) == 1
    ana.patch(f"{HOOKS}{hook.pk}/", {"is_active": False})
    refused(ana.post(f"{place}redeliver/"), 409, "webhook_is_off")


def test_a_ping_arrives(hook, taker, work, ana, refused):
    sent = ana.post(f"{HOOKS}{hook.pk}/ping/")
    work()

    assert sent.status_code == 202
    assert ana.get(sent["Location"]).json()["status"] == "delivered"
    assert heard(taker) == [("tasks.webhook_pinged.v1", {"webhook_id": str(hook.pk)})]
    ana.patch(f"{HOOKS}{hook.pk}/", {"is_active": False})
    refused(ana.post(f"{HOOKS}{hook.pk}/ping/"), 409, "webhook_is_off")


def test_who_fails_for_days_is_told_nothing_more_and_its_owner_hears_of_it_once(
    hook, taker, happen, ana
):
    taker.always(status=503)
    happen()
    said = Job.objects.get().parameters
    deliver(Progress(), **said)
    assert Webhook.objects.get().failing_since is not None
    Webhook.objects.update(failing_since=now() - timedelta(days=3))
    for _ in range(2):
        Delivery.objects.update(next_at=now())
        deliver(Progress(), **said)

    row = Webhook.objects.get()
    assert (row.is_active, row.off_because) == (False, "failed_for_long")
    [told] = Notification.objects.all()
    assert (told.kind, str(told.person), told.about) == ("webhook_off", DEMO_SUBS["ana"], hook.pk)
    assert Delivery.objects.get().problem == "webhook_is_off"
    again = ana.patch(f"{HOOKS}{hook.pk}/", {"is_active": True}).json()
    assert (again["off_because"], again["failing_since"]) == ("", None)


def test_who_takes_something_is_well_again(hook, taker, happen, work):
    Webhook.objects.update(failing_since=now() - timedelta(days=9))
    happen()
    work()

    assert Webhook.objects.get().failing_since is None


def test_who_says_that_it_is_gone_is_told_nothing_more(hook, taker, happen, work):
    taker.always(status=410)
    happen()
    work()

    assert Webhook.objects.get().off_because == "said_it_is_gone"


@pytest.mark.parametrize(("is_active", "is_on"), [(True, True), (False, False)])
def test_who_has_left_hears_nothing_more(hook, is_active, is_on):
    on_person_left(Leaving(person_id=DEMO_SUBS["ana"], is_active=is_active), None)

    assert Webhook.objects.get().is_active is is_on


def test_what_is_stranded_is_sent_and_what_is_old_is_forgotten(hook, taker, happen, work):
    happen()
    Job.objects.all().delete()
    Delivery.objects.update(next_at=now() - timedelta(minutes=16))

    assert look_after(Progress()) == {"sent": 1, "forgotten": 0}
    assert look_after(Progress()) == {"sent": 0, "forgotten": 0}
    work()
    assert len(taker.heard) == 1
    assert actions.forget_deliveries(at=now() + timedelta(days=31)) == 1


def test_deliveries_are_narrowed_down(hook, taker, happen, work, ana):
    fact = happen()
    work()
    happen()

    for query, number in (
        ({"status": "waiting"}, 1),
        ({"webhook": str(hook.pk)}, 2),
        ({"event_id": str(fact.about.id)}, 1),
        ({"status__in": "failed"}, 0),
    ):
        assert len(ana.get(DELIVERIES, query).json()["results"]) == number


@pytest.mark.usefixtures("worker")
def test_what_tasks_tell_comes_back_to_them(hook, ana, wait_for):
    made = ana.post("/tasks/api/v1/tasks/", {"title": "Lamp"}).json()["id"]

    assert TASK_CHANGED in hook.event_types
    wait_for(lambda: Job.objects.filter(name="hooks.deliver").exists())
    row = Delivery.objects.get()
    assert json.loads(row.body)["data"]["task_id"] == made
