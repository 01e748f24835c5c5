"""What the catalog knows of people and tasks, and what its answers tell of it."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from catalog_service.gear.handlers import PersonSeen, TaskGone, TaskSeen
from catalog_service.gear.models import Person, Task
from catalog_service.tests.conftest import API
from chassis.events.handling import handlers
from chassis.ids import uuid7
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import knowledge

ASSETS = f"{API}assets/"


@pytest.fixture
def hear(db):
    """Let the catalog hear of something."""

    class About:
        at = datetime(2026, 3, 2, tzinfo=UTC)

    def hear(type_, seen):
        [handler] = [each for each in handlers[type_] if each.consumer.startswith("gear.")]
        handler.do([(seen, About)])

    return hear


@pytest.fixture
def know_task(db):
    """Let the catalog have heard of a task about an asset."""

    def know(asset, **fields):
        words = {"asset_id": asset.id, "title": "Clean it", "is_open": True}
        return knowledge.of(Task, uuid7(), **{**words, **fields})

    return know


def test_it_hears_of_people(hear):
    cleo = UUID(DEMO_SUBS["cleo"])

    hear(
        "accounts.person_changed.v1",
        PersonSeen(person_id=cleo, name="Cleo Martin", is_active=False, version=2),
    )

    person = Person.objects.known().get()
    assert (person.id, str(person), person.is_active) == (cleo, "Cleo Martin", False)


def test_it_hears_of_tasks_and_of_their_end(hear):
    id, asset = uuid7(), uuid7()
    hear(
        "tasks.task_changed.v1",
        TaskSeen(
            task_id=id, asset_id=asset, title="Clean it", is_open=True, status="open", version=1
        ),
    )
    assert str(Task.objects.known().get(asset_id=asset, is_open=True)) == "Clean it"

    hear("tasks.task_deleted.v1", TaskGone(task_id=id, version=2))

    assert not Task.objects.known().exists()


def test_an_asset_tells_how_much_needs_doing(cleo, make_asset, know_task):
    at = datetime.now(UTC)
    asset, other = make_asset("LT-1"), make_asset("LT-2")
    knowledge.until(Task, at)
    know_task(asset)
    know_task(asset)
    know_task(asset, is_open=False)
    know_task(other)

    body = cleo.get(f"{ASSETS}{asset.id}/").json()

    assert body["open_tasks"] == {
        "count": 2,
        "as_of": f"{at:%Y-%m-%dT%H:%M:%S.%fZ}",
        "is_stale": False,
    }


def test_before_anybody_told_it_is_said_that_nobody_knows(ben, thinkpad):
    body = ben.post(ASSETS, {"tag": "LT-1", "product": str(thinkpad.id)}).json()

    assert body["open_tasks"] == {"count": 0, "as_of": None, "is_stale": True}


def test_a_list_costs_two_queries_however_many_tasks_there_are(
    cleo, make_asset, know_task, django_assert_num_queries
):
    for number in range(20):
        asset = make_asset(f"X-{number}")
        for _ in range(number % 3):
            know_task(asset)

    with django_assert_num_queries(1):
        rows = cleo.get(ASSETS).json()["results"]

    assert [row["open_tasks"]["count"] for row in rows] == [n % 3 for n in range(19, -1, -1)]


def test_a_list_is_narrowed_to_what_needs_doing(cleo, make_asset, know_task):
    know_task(make_asset("LT-1"))
    know_task(make_asset("LT-2"), is_open=False)
    make_asset("LT-3")

    def tags(wanted):
        rows = cleo.get(ASSETS, {"has_open_tasks": wanted, "ordering": "tag"}).json()["results"]
        return [row["tag"] for row in rows]

    assert (tags("true"), tags("false")) == (["LT-1"], ["LT-2", "LT-3"])


def test_the_admins_list_leads_to_what_needs_doing(staff, make_asset, know_task):
    asset = make_asset()
    know_task(asset)
    address = f"/catalog/admin/gear/task/?asset_id={asset.id}"

    page = staff.get("/catalog/admin/gear/asset/").content.decode()

    assert f'href="{address}">1<' in page
    assert b"Clean it" in staff.get(address).content


def test_what_is_known_of_others_is_shown_in_the_admin(staff, make_asset, know_task):
    know_task(make_asset())
    knowledge.of(Person, DEMO_SUBS["ben"], name="Ben Okafor")

    people, tasks = (staff.get(f"/catalog/admin/gear/{name}/") for name in ("person", "task"))

    assert b"Ben Okafor" in people.content
    assert b"Clean it" in tasks.content
