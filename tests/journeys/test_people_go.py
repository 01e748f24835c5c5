"""Somebody leaves, wants to see what is known of them, is forgotten: in the whole system."""

import json
import zipfile
from io import BytesIO

import pytest

from chassis.logins.subjects import DEMO_SUBS
from tests.faults.databases import value
from tests.faults.faults import frozen, names_of
from tests.journeys.going import CATALOG, NAME, PEOPLE, TASKS, Goer
from tests.running import until


@pytest.fixture(scope="module")
def admin(system):
    """Call the gateway as the demo admin, in all of these tests."""
    with system.api("ana") as api:
        yield api


@pytest.fixture(scope="module")
def gone(system, admin):
    """Somebody works, borrows, and leaves while tasks and the catalog are frozen for a while."""
    goer = Goer(system, admin)
    goer.task = goer.works()
    goer.loan, goer.reservation = goer.borrows()
    web = names_of(system, "web", services=["tasks", "catalog"])
    with frozen(system, *web):
        answer = admin.post(f"{PEOPLE}{goer.id}/leave/", {"tasks_to": DEMO_SUBS["ben"]})
        assert answer.status_code == 202, answer.text
        until(lambda: _tried_in_vain(system, answer.json()["id"]), 30)
    goer.left = goer.over(answer.json()["id"])
    return goer


def test_who_leaves_hands_over_gets_back_and_is_out(gone, admin):
    task = admin.get(f"{TASKS}tasks/{gone.task}/").json()
    [back] = [
        row
        for row in admin.get(f"{TASKS}tasks/", params={"search": "get back"}).json()["results"]
        if row["asset_id"] in _out(admin, gone)
    ]
    reservation = admin.get(f"{CATALOG}reservations/{gone.reservation}/").json()

    assert gone.left["status"] == "done", gone.left
    assert (task["assignee"], back["assignee"]) == (DEMO_SUBS["ben"], DEMO_SUBS["ben"])
    assert reservation["status"] == "cancelled"
    assert admin.get(f"{PEOPLE}{gone.id}/").json()["is_active"] is False
    assert [each["asset_id"] for each in gone.left["steps"][-1]["made"]["things"]] == _out(
        admin, gone
    )


def test_an_archive_tells_of_them_what_each_service_knows(gone, admin, record_property):
    where = admin.post(f"{PEOPLE}{gone.id}/export/").headers["Location"]
    until(lambda: admin.get(where).json()["status"] == "succeeded", 60)

    with zipfile.ZipFile(BytesIO(admin.get(f"{where}result/").content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    rows = {name: len(json.loads(text)) for name, text in files.items() if name.endswith("json")}
    assert json.loads(files["accounts/person.json"])[0]["name"] == NAME
    assert rows["tasks/comments.json"] == 1
    assert rows["catalog/loans.json"] == rows["catalog/reservations.json"] == 1
    count = sum(1 for each in rows.values() if each)
    record_property(
        "figure",
        f"export: {sum(rows.values())} rows in {count} of {len(rows)} sections, 3 services",
    )


def test_who_has_gear_is_not_forgotten(gone, admin):
    refused = gone.flow("erase")

    assert (refused["status"], refused["error"]["code"]) == ("compensated", "holds_gear")
    assert admin.get(f"{PEOPLE}{gone.id}/").json()["name"] == NAME


@pytest.mark.long
def test_who_is_forgotten_is_found_nowhere(system, gone, admin, record_property):
    assert admin.post(f"{CATALOG}loans/{gone.loan}/return/", {}).ok
    before, places = gone.found()

    done = gone.flow("erase")
    until(lambda: not gone.found()[0], 30)  # Redis takes a moment to write its file anew

    assert done["status"] == "done", done
    where = {place for _, place in before}
    for place in ("file mail/", "file redis/", "table accounts.", "table tasks.", "table catalog."):
        assert any(each.startswith(place) for each in where), sorted(where)
    called = f"Erased person {gone.id[-4:].upper()}"
    assert admin.get(f"{PEOPLE}{gone.id}/").json()["name"] == called
    for service, table in (("tasks", "work_person"), ("catalog", "gear_person")):
        asked = f"SELECT name FROM {table} WHERE id = %s"  # noqa: S608
        assert until(lambda s=service, q=asked: value(system, s, q, [gone.id]) == called, 30)
    assert not any(each.startswith("file logs/") for each in where), sorted(where)
    said = f"{len(before)} finds at {len(where)} of {places} places before, 0 after"
    record_property("figure", f"erase: {said}")


def _out(admin, goer):
    loan = admin.get(f"{CATALOG}loans/{goer.loan}/").json()
    return [line["asset"] for line in loan["lines"] if not line["returned_at"]]


def _tried_in_vain(system, saga):
    asked = "SELECT count(*) FROM sagas_moment WHERE saga_id = %s AND what = 'no answer'"
    return value(system, "accounts", asked, [saga])
