"""Calendars of what is due, for programs that subscribe to them."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils.timezone import now

from chassis.calendars.ending import AccessEndedSeen
from chassis.logins.subjects import DEMO_SUBS
from tasks_service.days.handlers import on_access_ended
from tasks_service.days.models import CalendarFeed
from tasks_service.tests.conftest import API

FEEDS = f"{API}calendar-feeds/"
CLEO = DEMO_SUBS["cleo"]
CAMERA, LOAN = "018f5f5e-0000-7000-8000-0000000000ca", "018f5f5e-0000-7000-8000-0000000000a1"


@pytest.fixture
def soon():
    return (now() + timedelta(days=1)).replace(microsecond=0)


@pytest.fixture(autouse=True)
def _who_is_here(know):
    for name, sub in DEMO_SUBS.items():
        know.person(sub, name=name, is_active=True)


def made(caller, **words):
    answer = caller.post(FEEDS, {"name": "My phone", **words})
    assert answer.status_code == 201, answer.content
    return answer.json()


def read(anonymous, feed, **headers):
    return anonymous.get(feed["url"].removeprefix("http://testserver"), headers=headers)


def titles(answer):
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    return [line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")]


def test_one_s_own_tasks_and_loans_are_read_by_whoever_knows_the_address(
    cleo, anonymous, make_task, know, soon
):
    make_task(title="Lamp", assignee=CLEO, due_at=soon)
    make_task(title="Lens", created_by=CLEO, due_at=soon + timedelta(hours=1), status="done")
    make_task(title="Ben's", due_at=soon)
    make_task(title="Some day", assignee=CLEO)
    know.asset(CAMERA, tag="CAM-1", title="Camera")
    know.loan(LOAN, borrower=CLEO, due_at=soon, out_assets=CAMERA)
    feed = made(cleo)

    answer = read(anonymous, feed)

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert titles(answer) == ["Lamp", "Done: Lens", "To bring back: CAM-1 Camera"]
    assert f"DTEND:{soon:%Y%m%dT%H%M%SZ}" in answer.content.decode()
    assert read(anonymous, feed, if_none_match=answer["ETag"]).status_code == 304


def test_the_desk_reads_of_all_and_nobody_else(ben, cleo, anonymous, make_task, refused, soon):
    make_task(title="Lamp", assignee=CLEO, due_at=soon)

    assert titles(read(anonymous, made(ben, covers="all"))) == ["Lamp"]
    refused(cleo.post(FEEDS, {"name": "x", "covers": "all"}), 403, "only_the_desk_sees_all")


def test_what_is_revoked_and_whose_access_has_ended_shows_nothing(cleo, anonymous, know):
    first, second, third = made(cleo), made(cleo), made(cleo)
    cleo.post(f"{FEEDS}{first['id']}/revoke/")
    CalendarFeed.objects.filter(pk=second["id"]).update(created_at=now() - timedelta(days=1))
    ended = AccessEndedSeen(person_id=UUID(CLEO), not_before=now() - timedelta(hours=1))
    on_access_ended(ended, None)

    assert [read(anonymous, feed).status_code for feed in (first, second, third)] == [404, 404, 200]
    know.person(CLEO, version=2, name="Cleo", is_active=False)
    assert read(anonymous, third).status_code == 404


def test_the_admin_revokes(staff, cleo):
    feed = made(cleo)
    words = {"action": "revoke", "_selected_action": [feed["id"]]}

    page = staff.post("/tasks/admin/days/calendarfeed/", words, follow=True)

    assert "1 changed." in page.content.decode()
    assert CalendarFeed.objects.get().revoked_at is not None


def test_the_admin_names_who_made_them(staff, cleo, know, django_assert_max_num_queries):
    know.person(CLEO, version=2, name="Cleo Martin", is_active=True)
    for _ in range(3):
        made(cleo)

    with django_assert_max_num_queries(12):
        page = staff.get("/tasks/admin/days/calendarfeed/").content.decode()

    assert page.count("Cleo Martin") == 3
    assert f"/tasks/admin/work/person/{CLEO}/change/" in page
