"""`/saved-views/`, and the list of tasks that is looked at through one."""

import pytest

from chassis.logins.subjects import DEMO_SUBS
from chassis.testing.plans import queries_of
from tasks_service.tests.conftest import API, TASKS
from tasks_service.work.filters import TaskFilter
from tasks_service.work.models import SavedView, Status

VIEWS = f"{API}saved-views/"
MINE = {
    "name": "Mine, soonest first",
    "filters": {"assignee": "me", "completed": "false"},
    "ordering": "due_at",
    "columns": ["title", "due_at"],
}


def save(caller, **changes):
    answer = caller.post(VIEWS, {**MINE, **changes})
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def test_a_view_asks_its_filters_order_and_columns(ben, make_task, noon):
    make_task(title="Later", assignee=DEMO_SUBS["ben"])
    make_task(title="Soon", assignee=DEMO_SUBS["ben"], due_at=noon)
    make_task(title="Done", assignee=DEMO_SUBS["ben"], status=Status.DONE)
    make_task(title="Cleo's", assignee=DEMO_SUBS["cleo"])

    page = ben.get(TASKS, {"view": save(ben), "limit": 1}).json()

    assert page["results"] == [{"title": "Soon", "due_at": "2026-03-02T12:00:00.000000Z"}]
    assert [row["title"] for row in ben.get(page["next"]).json()["results"]] == ["Later"]


def test_what_is_asked_beside_it_goes_first(ben, make_task):
    make_task(title="Done", assignee=DEMO_SUBS["ben"], status=Status.DONE)

    words = {"view": save(ben), "completed": "true", "fields": "status"}

    assert ben.get(TASKS, words).json()["results"] == [{"status": "done"}]


def test_a_shared_view_shows_whoever_looks_their_own(ben, cleo, make_task):
    make_task(title="Cleo's", assignee=DEMO_SUBS["cleo"])
    shared = save(ben, is_shared=True)

    assert [row["id"] for row in cleo.get(VIEWS).json()["results"]] == [shared]
    rows = cleo.get(TASKS, {"view": shared}).json()["results"]
    assert [row["title"] for row in rows] == ["Cleo's"]


def test_a_view_of_one_s_own_is_nobody_else_s(ben, cleo, ana, refused):
    own = save(cleo)

    for other in (ben, ana):
        refused(other.get(f"{VIEWS}{own}/"), 404, "not_found")
        refused(other.get(TASKS, {"view": own}), 400, "view_unknown")
        assert other.get(VIEWS).json()["results"] == []


def test_only_its_owner_changes_what_is_shared(ben, cleo, refused):
    address = f"{VIEWS}{save(ben, is_shared=True)}/"

    refused(cleo.patch(address, {"name": "Hers"}), 403, "only_its_owner_changes_it")
    refused(cleo.delete(address), 403, "only_its_owner_changes_it")
    assert ben.patch(address, {"is_shared": False}).json()["version"] == 2
    refused(cleo.get(address), 404, "not_found")
    assert ben.delete(address).status_code == 204


def test_a_name_is_one_view_s(ben, cleo, refused):
    save(ben)
    save(cleo)

    refused(ben.post(VIEWS, MINE), 409, "view_name_taken")


@pytest.mark.parametrize(
    ("changes", "attr", "said"),
    [
        ({"filters": {"colour": "red"}}, "filters", "There is no filter colour."),
        ({"filters": {"status": "lost"}}, "filters", "status: Select a valid choice."),
        ({"filters": {"assignee": "ben"}}, "filters", "assignee: Enter a valid UUID."),
        ({"filters": {"view": "x"}}, "filters", "A view looks through no other view."),
        ({"filters": {"limit": "5"}}, "filters", "There is no filter limit."),
        ({"filters": {f"x{n}": "" for n in range(31)}}, "filters", "At most 30."),
        ({"ordering": "colour"}, "ordering", "Cannot order by colour."),
        ({"columns": ["title", "colour"]}, "columns", "There is no field colour."),
    ],
)
def test_what_the_list_would_refuse_is_not_saved(ben, refused, changes, attr, said):
    problem = refused(ben.post(VIEWS, {**MINE, **changes}), 400, "invalid")

    assert [each["attr"].partition(".")[0] for each in problem["errors"]] == [attr]
    assert problem["errors"][0]["detail"].startswith(said)
    assert not SavedView.objects.exists()


def test_a_view_whose_filter_is_gone_says_so(ben, refused, monkeypatch):
    view = save(ben)
    monkeypatch.delitem(TaskFilter.base_filters, "completed")

    problem = refused(ben.get(TASKS, {"view": view}), 409, "view_outdated")

    assert problem["outdated"] == {"filters": ["There is no filter completed."]}


@pytest.mark.parametrize("view", ["x", "018f5f5e-0000-7000-8000-0000000000aa"])
def test_an_unknown_view_is_refused(ben, view):
    assert ben.get(TASKS, {"view": view}).status_code == 400


def test_a_program_saves_none_and_looks_through_what_is_shared(as_caller, ben, refused):
    words = {"id": "sensor", "client_id": "sensor", "roles": ["admin"]}
    program = as_caller(scopes=["tasks:read", "tasks:write"], **words)
    shared = save(ben, is_shared=True)

    refused(program.post(VIEWS, MINE), 403, "only_people_save_views")
    assert program.get(TASKS, {"view": shared}).status_code == 200


def test_it_costs_one_question_more(ben, make_task):
    make_task()
    view = save(ben, filters={"label": "lens"}, ordering="", columns=[])

    asked = len(queries_of(ben, f"{TASKS}?label=lens"))
    assert len(queries_of(ben, f"{TASKS}?view={view}")) == asked + 1


def test_the_browsable_list_looks_through_it_too(ben, make_task):
    make_task(title="Not mine")
    make_task(title="My own", assignee=DEMO_SUBS["ben"])

    page = ben.get(TASKS, {"view": save(ben)}, headers={"Accept": "text/html"}).content.decode()

    assert "My own" in page
    assert "Not mine" not in page


def test_what_is_no_id_of_a_view_is_named(ben, refused):
    body = refused(ben.get(f"{TASKS}?view=mine"), 400, "invalid")

    assert body["errors"][0]["attr"] == "view"
