"""Calendars that programs subscribe to."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils.timezone import now

from catalog_service.desk.handlers import on_access_ended
from catalog_service.desk.models import CalendarFeed
from catalog_service.gear.models import Person
from catalog_service.lending.models import Loan, Reservation
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.conftest import DESK
from chassis.calendars.ending import AccessEndedSeen
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import knowledge

FEEDS = f"{API}calendar-feeds/"


@pytest.fixture
def cleo(as_caller):
    """A member."""
    scopes = ["catalog:read", "catalog:request"]
    return as_caller(id=DEMO_SUBS["cleo"], roles=["member"], scopes=scopes)


@pytest.fixture
def ben(as_caller):
    """A technician."""
    return as_caller(id=DEMO_SUBS["ben"], roles=["technician"], scopes=DESK)


def made(caller, **words):
    answer = caller.post(FEEDS, {"name": "My phone", **words})
    assert answer.status_code == 201, answer.content
    return answer.json()


def read(anonymous, feed, **headers):
    return anonymous.get(feed["url"].removeprefix("http://testserver"), headers=headers)


def lines_of(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content.decode().replace("\r\n ", "").split("\r\n")


def test_one_s_own_bookings_are_read_by_whoever_knows_the_address(
    cleo, anonymous, make_asset, promise
):
    loan, reservation = promise(make_asset("LT-1"))
    promise(make_asset("LT-2"), to=DEMO_SUBS["ben"])
    Reservation.objects.filter(pk=reservation.pk).update(note="Talk, in town")
    feed = made(cleo)

    lines = lines_of(read(anonymous, feed))

    assert "X-WR-CALNAME:My phone" in lines
    assert [line for line in lines if line.startswith("SUMMARY")] == [
        "SUMMARY:Reserved: LT-1",
        "SUMMARY:On loan: LT-1",
    ]
    assert "DESCRIPTION:Talk\\, in town" in lines
    assert f"UID:loan-{loan.id}@testserver" in lines
    assert f"URL:http://testserver{API}reservations/{reservation.id}/" in lines
    assert cleo.get(f"{FEEDS}{feed['id']}/").json()["last_used_at"]
    assert "url" not in cleo.get(f"{FEEDS}{feed['id']}/").json()


def test_the_desk_reads_all_with_names(ben, anonymous, make_asset, promise, reserve_for):
    promise(make_asset("LT-1"))
    reserve_for(make_asset("LT-2"))
    loan, _ = promise(make_asset("LT-3"), to=DEMO_SUBS["ben"])
    Loan.objects.filter(pk=loan.pk).update(closed_at=now())

    lines = lines_of(read(anonymous, made(ben, covers="all")))

    told = [line for line in lines if line.startswith("SUMMARY")]
    assert "SUMMARY:On loan: Cleo: LT-1" in told
    assert "SUMMARY:Requested: Cleo: LT-2" in told
    assert "SUMMARY:Returned: Ben: LT-3" in told
    assert "STATUS:TENTATIVE" in lines


def test_what_did_not_change_is_not_sent_again(cleo, anonymous, make_asset, promise):
    promise(make_asset())
    feed = made(cleo)
    first = read(anonymous, feed)

    again = read(anonymous, feed, **{"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_a_secret_is_kept_by_nobody_and_shown_once(cleo, refused):
    words = {"name": "My phone"}
    first = cleo.post(FEEDS, words, headers={"Idempotency-Key": "k1"}).json()
    secret = first["url"].partition("token=")[2]

    again = cleo.post(FEEDS, words, headers={"Idempotency-Key": "k1"})

    assert refused(again, 409, "secret_was_shown")["id"] == first["id"]
    [row] = CalendarFeed.objects.values()
    assert secret not in str(row)
    assert row["prefix"] == secret[:7]
    assert secret not in cleo.get(f"{FEEDS}{first['id']}/history/").content.decode()


def test_a_calendar_ends_when_it_is_revoked(cleo, ben, anonymous, refused):
    feed = made(cleo)

    for _ in range(2):
        assert cleo.post(f"{FEEDS}{feed['id']}/revoke/").json()["revoked_at"]

    refused(read(anonymous, feed), 404, "not_found")
    assert ben.get(FEEDS).json()["results"][0]["id"] == feed["id"]
    assert cleo.post(f"{FEEDS}{made(ben)['id']}/revoke/").status_code == 404


def test_a_calendar_ends_with_the_access_of_who_made_it(cleo, anonymous):
    feed, cleo_id = made(cleo), UUID(DEMO_SUBS["cleo"])
    on_access_ended(AccessEndedSeen(person_id=cleo_id, not_before=now() + timedelta(1)), None)
    assert read(anonymous, feed).status_code == 404

    later = made(cleo)
    knowledge.of(Person, cleo_id, name="Cleo", is_active=False, version=9)
    assert read(anonymous, later).status_code == 404


@pytest.mark.parametrize("token", ["", "kc_wrong", "\x00"])
def test_who_does_not_know_a_secret_reads_nothing(anonymous, refused, token):
    refused(anonymous.get("/catalog/calendar.ics", {"token": token}), 404, "not_found")


def test_only_the_desk_makes_one_of_all_and_only_people_make_one(cleo, as_caller, refused):
    refused(cleo.post(FEEDS, {"name": "All", "covers": "all"}), 403, "only_the_desk_sees_all")
    program = as_caller(id="reports", roles=[], scopes=DESK)
    refused(program.post(FEEDS, {"name": "All"}), 403, "only_for_people")
    refused(cleo.post(FEEDS, {"name": "", "colour": "red"}), 400, "invalid")


def test_the_desk_revokes_in_the_admin(staff, cleo, anonymous, django_assert_max_num_queries):
    feed = made(cleo)
    page = "/catalog/admin/desk/calendarfeed/"
    with django_assert_max_num_queries(12):
        assert "Cleo" in staff.get(page).content.decode()
    assert staff.get(f"{page}{feed['id']}/change/").status_code == 200

    staff.post(page, {"action": "revoke", "_selected_action": [feed["id"]]})

    assert read(anonymous, feed).status_code == 404
