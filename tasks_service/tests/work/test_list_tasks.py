"""`GET /tasks/`."""

from datetime import timedelta

import pytest

from chassis.logins.subjects import DEMO_SUBS
from tasks_service.tests.conftest import TASKS
from tasks_service.work.models import Priority, Status

ASSET = "018f5f5e-0000-7000-8000-0000000000aa"


@pytest.fixture
def titles(ben):
    """Ask for a list and return its titles."""

    def ask(**parameters):
        response = ben.get(TASKS, parameters)
        assert response.status_code == 200, response.content
        return [row["title"] for row in response.json()["results"]]

    return ask


def test_the_newest_comes_first(make_task, titles):
    make_task(title="old")
    make_task(title="new")

    assert titles() == ["new", "old"]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"completed": "true"}, ["done"]),
        ({"completed": "false"}, ["held", "open"]),
        ({"status": "on_hold"}, ["held"]),
        ({"status__in": "on_hold,done"}, ["done", "held"]),
    ],
)
def test_it_is_narrowed_by_status(make_task, titles, parameters, expected):
    make_task(title="open")
    make_task(title="held", status=Status.ON_HOLD)
    make_task(title="done", status=Status.DONE)

    assert sorted(titles(**parameters)) == expected


def test_it_is_narrowed_by_priority(make_task, titles):
    make_task(title="urgent", priority=Priority.URGENT)
    make_task(title="low", priority=Priority.LOW)

    assert titles(priority="urgent") == ["urgent"]


def test_it_is_narrowed_by_assignee(make_task, titles):
    make_task(title="Cleo's", assignee=DEMO_SUBS["cleo"])
    make_task(title="Ben's", assignee=DEMO_SUBS["ben"])
    make_task(title="nobody's")

    assert titles(assignee=DEMO_SUBS["cleo"]) == ["Cleo's"]
    assert titles(assignee="me") == ["Ben's"]


def test_a_service_is_assigned_nothing(make_task, as_caller):
    make_task(assignee=DEMO_SUBS["ben"])
    service = as_caller(id="stocktaker", client_id="stocktaker", roles=(), scopes=["tasks:read"])

    assert service.get(TASKS, {"assignee": "me"}).json()["results"] == []


def test_it_is_narrowed_by_asset_and_maker(make_task, titles):
    make_task(title="about it", asset_id=ASSET)
    make_task(title="Cleo's", created_by=DEMO_SUBS["cleo"])

    assert titles(asset_id=ASSET) == ["about it"]
    assert titles(created_by=DEMO_SUBS["cleo"]) == ["Cleo's"]


def test_it_is_narrowed_by_when_it_is_due(make_task, titles, noon):
    make_task(title="soon", due_at=noon)
    make_task(title="later", due_at=noon + timedelta(days=1))
    make_task(title="whenever")

    assert titles(due_at__lte="2026-03-02T12:00:00Z") == ["soon"]
    assert titles(due_at__gte="2026-03-02T12:00:01Z") == ["later"]
    assert titles(due_at__isnull="true") == ["whenever"]


def test_search_looks_in_title_and_description(make_task, titles):
    make_task(title="Clean the lens")
    make_task(title="Other", description="The LENS cap is lost")
    make_task(title="Third")

    assert sorted(titles(search="lens")) == ["Clean the lens", "Other"]


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        ("title", ["a", "b", "c"]),
        ("-title", ["c", "b", "a"]),
        ("due_at", ["c", "b", "a"]),
        ("-priority", ["b", "a", "c"]),
        ("created_at", ["a", "b", "c"]),
        ("-updated_at", ["c", "b", "a"]),
        ("-priority,title", ["b", "a", "c"]),
    ],
)
def test_it_is_ordered_as_asked_and_pages_keep_the_order(make_task, ben, noon, ordering, expected):
    make_task(title="a", priority=Priority.HIGH)
    make_task(title="b", priority=Priority.URGENT, due_at=noon + timedelta(days=1))
    make_task(title="c", priority=Priority.NONE, due_at=noon)

    seen, address = [], f"{TASKS}?limit=1&ordering={ordering}"
    while address:
        page = ben.get(address).json()
        seen += [row["title"] for row in page["results"]]
        address = page["next"]

    assert seen == expected


@pytest.mark.parametrize(
    "parameters",
    [
        {"colour": "red"},
        {"completed": "maybe"},
        {"status": "finished"},
        {"status__in": "open,finished"},
        {"priority": "2"},
        {"assignee": "ben"},
        {"asset_id": "17"},
        {"due_at__lte": "yesterday"},
        {"due_at__isnull": "1"},
        {"ordering": "assignee"},
        {"limit": "201"},
        {"limit": "0"},
        {"cursor": "made-up"},
        {"count": "perhaps"},
        {"fields": "titel"},
        {"search": "x" * 4097},
    ],
)
def test_a_parameter_that_is_not_understood_is_refused_by_name(ben, refused, parameters):
    body = refused(ben.get(TASKS, parameters), 400, "invalid")

    assert [error["attr"] for error in body["errors"]] == list(parameters)


def test_a_page_costs_one_query(make_task, ben, django_assert_num_queries):
    for _ in range(30):
        make_task()

    with django_assert_num_queries(1):
        assert len(ben.get(TASKS).json()["results"]) == 30


def test_reading_needs_the_scope(as_caller, refused):
    refused(as_caller(scopes=["tasks:write"]).get(TASKS), 403, "forbidden")
