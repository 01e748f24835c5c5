"""The calendar and the page of an asset."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from catalog_service.desk import selectors
from catalog_service.desk.selectors.slots import days_from, hours_of
from catalog_service.gear import actions
from catalog_service.lending import actions as lending
from catalog_service.lending.models import Hold, Loan, LoanLine, Part, Reservation
from catalog_service.tests.desk.conftest import CALENDAR, text_of
from catalog_service.tests.lending.test_blocked_gear import task_of


def at(day, hour=0):
    return datetime(2030, 3, day, hour, tzinfo=UTC)


@pytest.fixture
def booked(make_asset, promise):
    """A laptop that is out from the 4th at noon to the 6th at noon, and promised until 8 p.m."""
    asset = make_asset("LT-1")
    loan, reservation = promise(asset)
    spans = (at(4, 12), at(6, 12)), (at(6, 12), at(6, 20))
    Hold.objects.filter(loan_line__loan=loan).update(starts_at=spans[0][0], ends_at=spans[0][1])
    Hold.objects.filter(reservation_line__reservation=reservation).update(
        starts_at=spans[1][0], ends_at=spans[1][1]
    )
    return loan, reservation


def states(calendar):
    return {row.asset.tag: [cell.state for cell in row.cells] for row in calendar.rows}


def seen(assets, by, first=date(2030, 3, 3), days=5):
    return selectors.calendar(assets, first, days, to=by, at=timezone.now())


def test_days_are_free_taken_or_partly_so(booked, make_asset, by_ben):
    other = make_asset("LT-2")
    broken = make_asset("LT-3", status="in_repair")

    found = seen([booked[0].lines.get().asset, other, broken], by_ben)

    assert states(found) == {
        "LT-1": ["free", "part", "taken", "part", "free"],
        "LT-2": ["free"] * 5,
        "LT-3": ["kept_back"] * 5,
    }
    assert found.free == [2, 1, 1, 1, 2]


def test_what_waits_for_maintenance_is_not_free(make_asset, by_ben, desk):
    asset = make_asset("LT-1")
    task_of(asset)

    assert states(seen([asset], by_ben)) == {"LT-1": ["kept_back"] * 5}
    assert "waits for maintenance" in text_of(desk.get(CALENDAR))
    assert "waits for maintenance" in text_of(desk.get("/catalog/assets/LT-1/"))


def test_a_day_has_the_hours_at_which_the_place_is_open(booked, by_ben, desk):
    lending.create_policy(by=by_ben, opening_hours="Mo-We 10:00-16:00", buffer_minutes=60)

    found = seen([booked[0].lines.get().asset], by_ben, first=date(2030, 3, 4), days=1)

    assert [slot.starts_at.hour for slot in found.slots] == [10, 11, 12, 13, 14, 15]
    [row] = found.rows
    assert [(cell.state, cell.width) for cell in row.cells] == [
        ("free", 1),  # and then it stays at the desk until it goes out
        ("taken", 1),
        ("taken", 4),
    ]
    assert 'colspan="4"' in text_of(desk.get(CALENDAR, {"first": "2030-03-04", "days": "1"}))
    days = states(seen([booked[0].lines.get().asset], by_ben))["LT-1"]
    assert days == ["closed", "part", "taken", "taken", "closed"]


@pytest.mark.parametrize(("day", "hours"), [(30, 24), (31, 23)])
def test_a_day_has_as_many_hours_as_the_clock_says(day, hours):
    slots = hours_of(date(2030, 3, day), ZoneInfo("Europe/Berlin"))

    assert len(slots) == hours
    assert slots[-1].ends_at.date() == date(2030, 3, day) + timedelta(days=1)


def test_a_day_is_as_long_as_the_clock_says():
    days = days_from(date(2030, 3, 30), 3, ZoneInfo("Europe/Berlin"))

    elapsed = [(day.ends_at.astimezone(UTC) - day.starts_at.astimezone(UTC)) for day in days]
    assert elapsed == [timedelta(hours=24), timedelta(hours=23), timedelta(hours=24)]


def test_times_are_those_of_the_place(desk, booked, make_asset, by_ben):
    tokyo = actions.create_location(by=by_ben, name="Tokyo")
    lending.create_policy(by=by_ben, location=tokyo, time_zone="Asia/Tokyo")
    desk.cookies["catalog_zone"] = "Europe/Berlin"
    asset = booked[0].lines.get().asset

    assert "Times are those of Europe/Berlin." in text_of(desk.get(CALENDAR))
    actions.change_asset(asset=asset, by=by_ben, home_location=tokyo)

    page = text_of(desk.get(CALENDAR, {"first": "2030-03-04"}))
    assert "Times are those of Asia/Tokyo." in page
    assert "out, Cleo from 21:00" in page
    words = {"starts_at": "2030-04-01T10:00", "ends_at": "2030-04-01T12:00"}
    desk.post("/catalog/assets/LT-1/", words)
    assert Reservation.objects.latest("created_at").starts_at == datetime(2030, 4, 1, 1, tzinfo=UTC)
    make_asset("LT-2")
    assert "Times are those of Europe/Berlin." in text_of(desk.get(CALENDAR))


def test_how_many_of_products_and_kits_are_free(desk, booked, make_asset, by_ben, thinkpad):
    make_asset("LT-2")
    stand = actions.create_product(by=by_ben, title="Stand")
    lending.create_kit(by=by_ben, name="Talk", parts=[Part(thinkpad), Part(stand)])
    words = {"first": "2030-03-03", "days": "7"}

    products = text_of(desk.get(CALENDAR, {**words, "show": "products"}))
    kits = text_of(desk.get(CALENDAR, {**words, "show": "kits"}))

    assert f'<a href="/catalog/calendar/?product={thinkpad.pk}">Lenovo T14</a>' in products
    assert "2 to lend" in products
    cells = re.findall(r'<td class="(\w+)"><span[^>]*>([^<]*)', products)
    assert cells[:7] == [
        ("free", "2"),
        ("free", "1 to 2"),
        ("free", "1"),
        ("free", "1 to 2"),
        *[("free", "2")] * 3,
    ]
    assert [state for state, _ in cells[7:]] == ["kept_back"] * 7
    assert "1 x Lenovo T14, 1 x Stand" in kits
    assert "none to lend" in kits
    assert "There is no such gear." in text_of(desk.get(CALENDAR, {"show": "kits", "q": "nothing"}))


def test_the_desk_sees_who_and_until_when(desk, booked):
    loan, reservation = booked

    page = text_of(desk.get(CALENDAR, {"first": "2030-03-03", "days": "7", "q": "len t14 usb-c"}))

    assert f'<a href="/catalog/api/v1/loans/{loan.id}/">out, Cleo from 12:00</a>' in page
    assert f'<a href="/catalog/api/v1/reservations/{reservation.id}/">' in page
    assert "reserved, Cleo from 12:00 until 20:00" in page
    assert "?show=assets&amp;q=len+t14+usb-c&amp;first=2030-03-10&amp;days=7" in page
    assert "?show=assets&amp;q=len+t14+usb-c&amp;first=2030-02-24&amp;days=7" in page


def test_a_stranger_s_booking_has_no_name(browser_of, booked):
    viewer = browser_of("ana", "catalog:read")

    page = text_of(viewer.get(CALENDAR, {"first": "2030-03-03"}))

    assert "out from 12:00" in page
    assert "Cleo" not in page
    assert "/loans/" not in page


def test_what_should_be_back_is_marked_and_not_called_free(desk, booked):
    Loan.objects.update(out_at=at(1) - timedelta(days=9000), due_at=at(1) - timedelta(days=8000))
    LoanLine.objects.update(due_at=at(1) - timedelta(days=8000))

    page = text_of(desk.get(CALENDAR, {"first": "2030-03-09", "days": "7"}))

    assert "overdue since 5 Apr, 00:00" in page
    assert '<tr class="sum"><th scope="row">Free throughout, of these 1</th><td>0</td>' in page


def test_gear_is_narrowed_and_turned_over(desk, make_asset, by_ben, laptops):
    lamp = actions.create_product(by=by_ben, title="Lamp", model="L1")
    make_asset("LAMP-1", product=lamp)
    last = [make_asset(f"LT-{number:02}") for number in range(26)][23]

    page = text_of(desk.get(CALENDAR))
    assert "LAMP-1" in page
    assert "LT-23" in page
    assert "LT-24" not in page
    assert f"&amp;days=14&amp;after={last.pk}" in page
    assert "LT-25" in text_of(desk.get(CALENDAR, {"after": last.pk}))
    assert "LAMP-1" not in text_of(desk.get(CALENDAR, {"category": "laptops"}))
    assert "Calendar: Lamp" in text_of(desk.get(CALENDAR, {"product": lamp.id}))
    assert "There is no such gear." in text_of(desk.get(CALENDAR, {"q": "!!"}))
    assert "There is no such gear." in text_of(desk.get(CALENDAR, {"q": "tripod"}))


@pytest.mark.parametrize("show", ["assets", "products", "kits"])
def test_gear_is_narrowed_to_what_belongs_to_a_place(desk, make_asset, by_ben, thinkpad, show):
    hall = actions.create_location(by=by_ben, name="Hall")
    shelf = actions.create_location(by=by_ben, name="Shelf", parent=hall)
    lending.create_kit(by=by_ben, name="Talk", parts=[Part(thinkpad)])
    make_asset("LT-1", location=shelf)
    make_asset("LT-2", location="Cellar", home_location=hall)
    make_asset("LT-3", location=shelf, home_location=make_asset("LT-4", location="Attic").location)

    def seen(**asked):
        return text_of(desk.get(CALENDAR, {"show": show, **asked}))

    page = seen(place="hall")
    if show == "assets":
        assert [f"LT-{number}" in page for number in (1, 2, 3, 4)] == [True, True, False, False]
    else:
        assert "2 to lend" in page
        assert "4 to lend" in seen()
    assert f"show={show}&amp;place=hall&amp;first=" in page
    assert "There is no such gear." in seen(place="cellar")


@pytest.mark.parametrize(
    "odd",
    [
        {"first": "soon"},
        {"first": "9999-12-31"},
        {"days": "9000"},
        {"product": "x"},
        {"place": "nowhere"},
    ],
)
def test_an_odd_question_is_told(desk, odd):
    assert 'class="error"' in text_of(desk.get(CALENDAR, odd), 400)


def test_the_pages_ask_as_often_for_many_as_for_one(
    desk, make_asset, promise, by_ben, django_assert_max_num_queries
):
    for number in range(12):
        promise(make_asset(f"LT-{number}"))

    lending.create_policy(by=by_ben, opening_hours="Mo-Fr 09:00-17:00")
    shown = [
        f"{CALENDAR}?show={each}&q=l&days={days}"
        for each in ("assets", "products", "kits")
        for days in (1, 7)
    ]
    for page in (CALENDAR, *shown, "/catalog/assets/lt-3/"):
        with django_assert_max_num_queries(12):
            desk.get(page)


def test_a_label_opens_the_page_of_its_asset(desk, member, make_asset):
    asset = make_asset("A/1 ä", serial="SN 7")

    page = text_of(desk.get("/catalog/assets/a%2F1%20%C3%A4/"))
    assert "A/1 ä: Lenovo T14" in page
    assert "SN 7" in page
    assert "/catalog/desk/?direction=in&amp;tag=A%2F1%20%C3%A4" in page
    assert f"/catalog/api/v1/assets/{asset.id}/" in page
    assert "Hand out" not in text_of(member.get("/catalog/assets/A%2F1%20%C3%A4/"))
    assert desk.get("/catalog/assets/nothing/").status_code == 404


def test_a_member_reserves_on_the_page(member, browser_of, make_asset):
    make_asset("LT-1")
    page = "/catalog/assets/LT-1/"
    member.cookies["catalog_zone"] = "Europe/Berlin"
    words = {"starts_at": "2030-03-30T10:00", "ends_at": "2030-03-31T10:00", "note": "Talk"}

    assert "It is approved for you." in text_of(member.post(page, words, follow=True))
    row = Reservation.objects.get()
    assert (row.starts_at.hour, row.ends_at.hour, row.note) == (9, 8, "Talk")
    said = text_of(member.post(page, words))
    assert "It is taken: Sat 30 Mar, 10:00 to Sun 31 Mar, 10:00." in said
    assert "It is free next:" in said
    odd = {**words, "ends_at": "2030-03-31T02:30"}  # the clocks go from 2 to 3
    assert "interpreted in time zone" in text_of(member.post(page, odd))
    viewer = browser_of("ana", "catalog:read")
    assert "catalog:request" in text_of(viewer.post(page, words), 403)
    assert Reservation.objects.count() == 1
