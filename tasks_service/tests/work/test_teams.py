"""Tasks are a team's, too, whose name is what accounts has told."""

import pytest

from chassis.ids import uuid7
from tasks_service.tests.conftest import TASKS
from tasks_service.work.models import Task

SHOWN = "fields=title,team,team_details"


@pytest.fixture
def studio(know):
    """A team that tasks have heard of."""
    return know.team(uuid7(), name="Studio")


def test_a_task_is_given_to_a_team_and_says_which(ben, studio):
    made = ben.post(TASKS, {"title": "Sweep", "team": str(studio.pk)}).json()

    shown = ben.get(f"{TASKS}{made['id']}/?{SHOWN}").json()
    assert made["team"] == shown["team"] == str(studio.pk)
    assert shown["team_details"]["name"] == "Studio"


def test_a_team_that_nobody_told_of_has_no_name(ben, make_task):
    task = make_task(team=uuid7())

    assert ben.get(f"{TASKS}{task.pk}/?{SHOWN}").json()["team_details"] is None


def test_a_task_is_taken_from_a_team_and_the_history_tells(ben, studio, make_task):
    task = make_task(team=studio.pk)

    ben.patch(f"{TASKS}{task.pk}/", {"team": None})

    assert Task.objects.get().team is None
    change, _ = ben.get(f"{TASKS}{task.pk}/history/").json()
    assert change["changes"] == {"team": [str(studio.pk), None]}


def test_the_tasks_of_a_team_are_found(ben, studio, make_task):
    for title in ("Sweep", "Dust"):
        make_task(title=title, team=studio.pk)
    make_task(title="Another's", team=uuid7())

    found = ben.get(f"{TASKS}?team={studio.pk}").json()["results"]
    assert [row["title"] for row in found] == ["Dust", "Sweep"]


def test_who_is_in_a_team_sees_no_more_than_before(cleo, studio, make_task):
    make_task(team=studio.pk)

    assert cleo.get(f"{TASKS}?team={studio.pk}").json()["results"] == []
