"""Whatever is sent, the answer is a problem in words and never a crash."""

import pytest

from tasks_service.tests.conftest import TASKS

BODIES = [
    '{"title": "a\\u0000b"}',
    '{"title": "\\ud800"}',
    '{"title": NaN}',
    '{"title": "x", "due_at": NaN}',
    '{"title": "x", "completed": 17}',
    '{"title": "x", "completed": null}',
    '{"title": "x", "status": ["done"]}',
    '{"title": "x", "status": null}',
    '{"title": "x", "priority": 99999999999999999999999}',
    '{"title": "x", "priority": {"name": "high"}}',
    '{"title": "x", "priority": null}',
    '{"title": "x", "assignee": "me"}',
    '{"title": "x", "assignee": 99999999999999999999999999999999999999999999}',
    '{"title": "x", "assignee": {}}',
    '{"title": "x", "assignee": 5}',
    '{"title": "x", "assignee": true}',
    '{"title": "x", "blocked_by": [1]}',
    '{"title": "x", "asset_id": []}',
    '{"title": "x", "due_at": "0000-00-00"}',
    '{"title": "x", "due_at": 12}',
    '{"title": "x", "due_at": "9999-12-31T23:59:59-23:59"}',
    '{"title": ["x"]}',
    '{"title": {"a": 1}}',
    '{"title": true}',
    '{"title": "x", "description": {}}',
    '["title"]',
    '"title"',
    "17",
    "null",
    "{",
    "\xff",
    "[" * 100_000,
    '{"title": "x", "a": ' + '{"a":' * 40 + "1" + "}" * 41,
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body[:40])
def test_a_hostile_body_is_refused_in_words(ben, body):
    answer = ben.post(TASKS, body.encode("latin-1"), content_type="application/json")

    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body[:40])
def test_a_hostile_change_is_refused_in_words(ben, make_task, body):
    address = f"{TASKS}{make_task().id}/"

    answer = ben.put(address, body.encode("latin-1"), content_type="application/json")

    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "query",
    [
        "search=%00",
        "created_by=%00",
        "assignee=%00",
        "asset_id=%00",
        "due_at__lte=%00",
        "due_at__lte=0001-01-01T00:00:00%2B23:59",
        "due_at__gte=99999-01-01",
        "cursor=%00",
        "cursor=eyJvIjoiLWNyZWF0ZWRfYXQiLCJiIjpmYWxzZSwicCI6W119",
        "cursor=bnVsbA",
        "cursor=W10",
        "limit=99999999999999999999",
        "limit=%D9%A1",
        "limit=-1",
        "ordering=%00",
        "ordering=-",
        "fields=%00",
        "status__in=%00",
    ],
)
def test_a_hostile_query_is_refused_in_words(ben, make_task, query):
    make_task()

    answer = ben.get(f"{TASKS}?{query}")

    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_a_label_whose_small_letters_are_too_many_keeps_its_own(ben):
    made = ben.post(TASKS, {"title": "x", "labels": ["İ" * 50]})

    assert made.json()["labels"] == ["İ" * 50]
    assert len(ben.get(TASKS, {"label": "İ" * 50}).json()["results"]) == 1


def test_half_a_surrogate_in_a_search_finds_nothing(ben, make_task):
    make_task()

    assert ben.get(f"{TASKS}?search=%ED%A0%80").json()["results"] == []
