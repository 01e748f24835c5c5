"""What tasks know of people and gear, and what their answers tell of it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from chassis.events.handling import handlers
from chassis.ids import uuid7
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.tests.conftest import TASKS
from tasks_service.work.handlers import AssetGone, AssetSeen, PersonSeen, TeamGone, TeamSeen
from tasks_service.work.models import Asset, Person, Team

CAMERA = uuid7()


@pytest.fixture
def hear(db):
    """Let tasks hear of something."""

    class About:
        at = datetime(2026, 3, 2, tzinfo=UTC)

    def hear(type_, seen):
        (handler,) = (each for each in handlers[type_] if each.shape is type(seen))
        handler.do([(seen, About)])

    return hear


def test_they_hear_of_people(hear):
    ben = UUID(DEMO_SUBS["ben"])

    hear(
        "accounts.person_changed.v1",
        PersonSeen(person_id=ben, name="Ben Okafor", is_active=True, version=3),
    )

    person = Person.objects.known().get()
    assert (person.id, str(person), person.is_active) == (ben, "Ben Okafor", True)


def test_they_hear_of_assets_and_of_their_end(hear):
    hear(
        "catalog.asset_changed.v1",
        AssetSeen(asset_id=CAMERA, tag="CAM-1", title="Camera", version=1),
    )
    assert str(Asset.objects.known().get()) == "CAM-1"

    hear("catalog.asset_deleted.v1", AssetGone(asset_id=CAMERA, version=2))

    assert not Asset.objects.known().exists()


def test_a_task_tells_what_is_known_of_its_assignee_and_its_asset(ben, make_task, know):
    at = datetime.now(UTC)
    know.person(DEMO_SUBS["cleo"], name="Cleo Martin", is_active=True)
    know.asset(CAMERA, tag="CAM-1", title="Camera")
    know.until(Person, at)
    know.until(Asset, at - timedelta(minutes=5))
    task = make_task(assignee=DEMO_SUBS["cleo"], asset_id=CAMERA)

    body = ben.get(f"{TASKS}{task.id}/").json()

    assert body["assignee_details"] == {
        "name": "Cleo Martin",
        "is_active": True,
        "as_of": f"{at:%Y-%m-%dT%H:%M:%S.%fZ}",
        "is_stale": False,
    }
    assert (body["asset_details"]["tag"], body["asset_details"]["title"]) == ("CAM-1", "Camera")
    assert body["asset_details"]["is_stale"] is True


def test_of_whom_nobody_has_heard_nothing_is_told(ben, make_task):
    task = make_task(assignee=DEMO_SUBS["cleo"], asset_id=CAMERA)

    body = ben.get(f"{TASKS}{task.id}/").json()

    assert (body["assignee_details"], body["asset_details"]) == (None, None)


def test_the_answer_to_a_change_tells_of_the_new_assignee(ben, make_task, know):
    for name in ("ben", "cleo"):
        know.person(DEMO_SUBS[name], name=name.title())
    task = make_task(assignee=DEMO_SUBS["ben"])

    body = ben.patch(f"{TASKS}{task.id}/", {"assignee": DEMO_SUBS["cleo"]}).json()

    assert body["assignee_details"]["name"] == "Cleo"


def test_a_list_costs_one_query_whatever_it_names(ben, make_task, know, django_assert_num_queries):
    for number in range(20):
        know.person(UUID(int=number), name=f"Person {number}")
        know.asset(UUID(int=100 + number), tag=f"T-{number}")
        make_task(assignee=UUID(int=number), asset_id=UUID(int=100 + number))

    with django_assert_num_queries(1):
        rows = ben.get(TASKS).json()["results"]

    assert {row["assignee_details"]["name"] for row in rows} == {f"Person {n}" for n in range(20)}
    assert {row["asset_details"]["tag"] for row in rows} == {f"T-{n}" for n in range(20)}


def test_a_list_without_details_does_not_look_them_up(
    ben, make_task, know, django_assert_num_queries
):
    make_task(assignee=DEMO_SUBS["cleo"])

    with django_assert_num_queries(1):
        ben.get(TASKS, {"omit": "assignee_details,asset_details"})


@pytest.mark.parametrize(("tag", "found"), [("cam-1", ["about it"]), ("CAM", []), ("GONE-1", [])])
def test_a_list_is_narrowed_by_the_tag_of_an_asset(ben, make_task, know, tag, found):
    gone = uuid7()
    know.asset(CAMERA, tag="CAM-1")
    know.asset(gone, tag="GONE-1", gone_at=datetime.now(UTC))
    make_task(title="about it", asset_id=CAMERA)
    make_task(title="about what is gone", asset_id=gone)
    make_task(title="about nothing")

    rows = ben.get(TASKS, {"asset_tag": tag}).json()["results"]

    assert [row["title"] for row in rows] == found


def test_they_hear_of_teams_and_forget_them(hear):
    team = uuid7()

    hear("accounts.team_changed.v1", TeamSeen(team_id=team, name="Studio", version=2))
    hear("accounts.team_changed.v1", TeamSeen(team_id=team, name="Old", version=1))
    assert Team.objects.known().get(pk=team).name == "Studio"

    hear("accounts.team_deleted.v1", TeamGone(team_id=team, version=3))
    assert not Team.objects.known().exists()
