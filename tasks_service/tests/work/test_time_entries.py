"""`/time-entries/`: how long people worked on a task."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from chassis.logins.subjects import DEMO_SUBS
from tasks_service.tests.conftest import API, SCOPES

TIMES = f"{API}time-entries/"
SAID = {"spent_on": "2026-03-02", "minutes": 45, "note": "Took it apart."}


def test_one_notes_ones_own_time_and_the_desk_anybodys(cleo, ben, make_task, know, refused):
    know.person(DEMO_SUBS["cleo"], name="Cleo Martin")
    task = str(make_task(assignee=DEMO_SUBS["cleo"]).id)

    own = cleo.post(TIMES, {"task": task, **SAID}).json()
    bens = cleo.post(TIMES, {"task": task, **SAID, "person": DEMO_SUBS["ben"]})
    theirs = ben.post(TIMES, {"task": task, **SAID, "person": DEMO_SUBS["cleo"]}).json()

    assert (own["minutes"], own["person_details"]["name"]) == (45, "Cleo Martin")
    refused(bens, 403, "only_your_own_time")
    assert theirs["person"] == DEMO_SUBS["cleo"]
    rows = ben.get(TIMES, {"task": task, "spent_on__lte": "2026-03-02"}).json()["results"]
    assert len(rows) == 2


def test_it_is_changed_and_taken_back_by_whose_it_is(cleo, ben, make_task, refused):
    task = str(make_task(assignee=DEMO_SUBS["cleo"]).id)
    bens = f"{TIMES}{ben.post(TIMES, {'task': task, **SAID}).json()['id']}/"
    own = f"{TIMES}{cleo.post(TIMES, {'task': task, **SAID}).json()['id']}/"

    refused(cleo.patch(bens, {"minutes": 5}), 403, "only_your_own_time")
    refused(cleo.delete(bens), 403, "only_your_own_time")
    assert cleo.patch(own, {"minutes": 5}).json()["minutes"] == 5
    refused(cleo.patch(own, {"person": DEMO_SUBS["ben"]}), 403, "only_your_own_time")
    refused(cleo.patch(own, {"task": str(make_task().id)}), 400, "invalid")
    assert len(cleo.get(f"{own}history/").json()) == 2
    assert cleo.delete(own).status_code == 204
    assert ben.patch(bens, {"task": task}).status_code == 200


def test_what_is_no_time_is_refused(cleo, as_caller, make_task, refused):
    task = {"task": str(make_task(created_by=DEMO_SUBS["cleo"]).id)}
    service = as_caller(id="x", client_id="x", roles=["admin"], scopes=["tasks:write"])

    for minutes in (0, 1441, -5):
        refused(cleo.post(TIMES, {**task, **SAID, "minutes": minutes}), 400, "invalid")
    refused(cleo.post(TIMES, {"task": str(make_task().id), **SAID}), 400, "task_unknown")
    refused(service.post(TIMES, {**task, **SAID}), 400, "required")


@pytest.mark.parametrize(
    ("zone", "at", "last"),
    [
        ("UTC", "2026-03-02T23:54", "2026-03-02"),
        ("UTC", "2026-03-02T23:56", "2026-03-03"),
        ("Europe/Berlin", "2026-03-02T22:54", "2026-03-02"),
        ("Europe/Berlin", "2026-03-02T23:10", "2026-03-03"),
        ("America/New_York", "2026-03-02T02:00", "2026-03-02"),
    ],
)
def test_a_day_that_has_not_begun_is_refused(
    as_caller, make_task, refused, settings, zone, at, last
):
    settings.DESK_TIME_ZONE = ZoneInfo(zone)
    task = {"task": str(make_task(created_by=DEMO_SUBS["cleo"]).id)}
    next_day = date.fromisoformat(last).replace(day=int(last[-2:]) + 1).isoformat()

    with time_machine.travel(datetime.fromisoformat(at).replace(tzinfo=UTC), tick=False):
        cleo = as_caller(id=DEMO_SUBS["cleo"], roles=["member"], scopes=SCOPES)
        made = cleo.post(TIMES, {**task, **SAID, "spent_on": last})
        later = cleo.post(TIMES, {**task, **SAID, "spent_on": next_day})
        changed = cleo.patch(f"{TIMES}{made.json()['id']}/", {"spent_on": next_day})

    assert made.status_code == 201, made.content
    for answer in (later, changed):
        assert refused(answer, 400, "not_worked_yet")["errors"][0]["attr"] == "spent_on"
