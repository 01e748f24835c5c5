"""Addresses that are told of events."""

import json

import pytest
from django.utils.timezone import now

from chassis.history.entries import entries
from tasks_service.hooks.events import PUBLIC
from tasks_service.hooks.models import Webhook
from tasks_service.tests.hooks.conftest import DELIVERIES, HOOKS, TASK_CHANGED

SAID = {"name": "Chat", "url": "https://chat.example/in", "event_types": [TASK_CHANGED]}


def test_the_secret_is_told_once_and_stands_nowhere(ana, refused):
    key = {"HTTP_IDEMPOTENCY_KEY": "one"}
    made = ana.post(HOOKS, SAID, **key)
    body = made.json()

    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    assert made["Location"] == f"{HOOKS}{body['id']}/"
    assert body["secret"].startswith("whsec_")
    assert refused(ana.post(HOOKS, SAID, **key), 409, "secret_was_shown")["id"] == body["id"]
    read = ana.get(made["Location"])
    assert "secret" not in read.json()
    row = Webhook.objects.get()
    assert body["secret"][6:] not in json.dumps([vars(row), [*entries(row)]], default=str)


def test_a_webhook_is_changed_and_deleted(ana):
    place = f"{HOOKS}{ana.post(HOOKS, SAID).json()['id']}/"

    changed = ana.patch(place, {"name": "Talk", "event_types": [TASK_CHANGED, TASK_CHANGED]})

    assert changed.json()["name"] == "Talk"
    assert changed.json()["event_types"] == [TASK_CHANGED]
    assert ana.delete(place).status_code == 204
    assert ana.get(HOOKS).json()["results"] == []


def test_what_can_be_told_is_listed_and_nothing_else_is_taken(ana, refused):
    listed = ana.get(f"{HOOKS}events/").json()

    assert {each["type"] for each in listed} == {*PUBLIC}
    for unknown in ("accounts.access_ended.v1", "tasks.task_changed.v9", "x"):
        body = refused(ana.post(HOOKS, {**SAID, "event_types": [unknown]}), 400, "event_unknown")
        assert TASK_CHANGED in body["detail"]
    refused(ana.post(HOOKS, {**SAID, "event_types": []}), 400, "invalid")


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "ftp://chat.example/",
        "https://0x7f.1/",
        "x",
        "https://localhost/",
        "http://chat.internal/",
        "http://chat/",
    ],
)
def test_an_address_inside_is_refused_at_once(ana, refused, url):
    refused(ana.post(HOOKS, {**SAID, "url": url}), 400, "address_not_called")


def test_after_a_change_both_secrets_sign_for_a_day(ana, hook):
    first = hook.secret

    second = ana.post(f"{HOOKS}{hook.pk}/renew-secret/").json()["secret"]

    hook.refresh_from_db()
    assert hook.secrets_at(now()) == [second, first]
    assert hook.secrets_at(hook.former_until) == [second]


def test_only_who_operates_tasks_has_webhooks(ben, cleo, hook, refused):
    for each in (ben, cleo):
        refused(each.get(HOOKS), 403, "forbidden")
        refused(each.post(HOOKS, SAID), 403, "forbidden")
        refused(each.get(DELIVERIES), 403, "forbidden")


def test_lists_cost_the_same_for_many(ana, hook, happen, django_assert_max_num_queries):
    for _ in range(3):
        happen()
        ana.post(HOOKS, SAID)

    for place in (HOOKS, DELIVERIES):
        with django_assert_max_num_queries(6):
            assert len(ana.get(place).json()["results"]) >= 3
