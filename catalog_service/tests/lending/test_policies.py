"""`/policies/`, and what they change for who reserves and lends."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from catalog_service.gear import actions as gear
from catalog_service.lending import actions, errors
from catalog_service.lending.models import Policy, Some
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.conftest import NOON, hour, refuses, spans

POLICIES = f"{API}policies/"


@pytest.fixture
def rule(by_ben):
    """Make a policy of everywhere: NOON is a Monday's, in UTC."""

    def rule(hours="Mo-Fr 09:00-17:00", **details):
        return actions.create_policy(by=by_ben, opening_hours=hours, **details)

    return rule


def test_a_policy_is_made_and_changed(ben, by_ben):
    place = gear.create_location(by=by_ben, name="Studio")
    days = [{"first_date": "2026-12-24", "last_date": "2027-01-01", "name": "Holidays"}]
    said = {"location": "studio", "opening_hours": "Mo-Fr 09:00-17:00", "closed_days": days}

    made = ben.post(POLICIES, {**said, "time_zone": "Europe/Berlin", "longest_days": 14}).json()

    assert (made["location"], made["buffer_minutes"], made["closed_days"]) == (
        str(place.pk),
        0,
        days,
    )
    address = f"{POLICIES}{made['id']}/"
    more = [*days, {"first_date": "2026-05-01", "last_date": "2026-05-01", "name": ""}]
    changed = ben.patch(address, {"closed_days": more, "longest_days": None}).json()
    assert (changed["closed_days"], changed["longest_days"], changed["version"]) == (more, None, 2)
    assert len(ben.get(f"{address}history/").json()) == 2
    assert len(ben.get(f"{POLICIES}?location=studio").json()["results"]) == 1
    assert ben.delete(address).status_code == 204


@pytest.mark.parametrize(
    ("said", "status", "attr"),
    [
        ({"opening_hours": "9 to 5"}, 400, "opening_hours"),
        ({"time_zone": "Berlin"}, 400, "time_zone"),
        ({"location": "nowhere"}, 400, "location"),
        ({"longest_days": 0}, 400, "longest_days"),
        ({"closed_days": [{"first_date": "2026-05-01"}]}, 400, "closed_days.0.last_date"),
        (
            {"closed_days": [{"first_date": "2026-05-02", "last_date": "2026-05-01"}]},
            400,
            "closed_days",
        ),
        ({}, 409, "location"),
    ],
)
def test_an_odd_policy_is_refused(ben, rule, said, status, attr):
    rule()

    answer = ben.post(POLICIES, {"opening_hours": "Sa 10:00-12:00", **said})

    assert answer.status_code == status, answer.json()
    assert answer.json()["errors"][0]["attr"] == attr
    assert Policy.objects.count() == 1


def test_the_database_knows_hours_too(rule):
    with pytest.raises(IntegrityError, match="a_policy_has_opening_hours"), transaction.atomic():
        rule("9 to 5")


def test_a_policy_is_made_in_the_admin(staff):
    form = {"time_zone": "Europe/Berlin", "opening_hours": "Mo 09:00-17:00", "buffer_minutes": 30}
    form |= {"closed_days-TOTAL_FORMS": 1, "closed_days-INITIAL_FORMS": 0}
    form |= {"closed_days-0-first_date": "2026-05-01", "closed_days-0-last_date": "2026-05-01"}

    answer = staff.post(reverse("admin:lending_policy_add"), form)

    assert answer.status_code == 302, answer.content
    policy = Policy.objects.get()
    assert (policy.closed_days.count(), policy.buffer_minutes) == (1, 30)
    page = staff.get(reverse("admin:lending_policy_changelist")).content.decode()
    assert "Everywhere else" in page


def test_it_begins_and_ends_at_opening_hours(reserve, rule, asset):
    rule()

    with refuses(errors.IsClosed) as refused:
        reserve(asset, start=6, end=24)
    assert refused.value.attr == "starts_at"
    assert refused.value.more["next_open"] == "2026-03-03T09:00:00.000000Z"
    assert "Everywhere else is closed then (Mo-Fr 09:00-17:00, UTC)." in refused.value.detail
    with refuses(errors.IsClosed) as refused:
        reserve(asset, start=1, end=8)
    assert refused.value.attr == "ends_at"
    assert reserve(asset, start=1, end=5).status == "approved"


def test_nobody_has_it_for_longer_than_the_longest(reserve, rule, asset, lend, by_ben):
    rule("", longest_days=2)

    with refuses(errors.TooLong) as refused:
        reserve(asset, start=1, end=50)
    assert refused.value.more["latest"] == "2026-03-04T13:00:00.000000Z"
    with refuses(errors.TooLong):
        lend(asset, due=49)
    loan = lend(asset, due=24)
    with refuses(errors.TooLong):
        actions.extend_loan(loan=loan, by=by_ben, at=hour(20), due_at=hour(49))
    actions.extend_loan(loan=loan, by=by_ben, at=hour(20), due_at=hour(48))


def test_it_stays_at_the_desk_for_a_while(reserve, rule, asset, lend, other, by_ben):
    rule("", buffer_minutes=60)
    reserve(asset, start=1, end=2)

    with refuses(errors.Taken) as refused:
        reserve(asset, start=2, end=3)
    assert refused.value.more["free"] == [
        {"from": "2026-03-02T15:00:00.000000Z", "to": "2026-03-02T16:00:00.000000Z"}
    ]
    with refuses(errors.Taken):
        lend(asset, due=0.5)
    reserve(asset, start=3, end=4)
    loan = lend(other, due=1)
    actions.extend_loan(loan=loan, by=by_ben, at=hour(0.5), due_at=hour(2))
    assert spans() == [("LT-1", 1, 3), ("LT-1", 3, 5), ("LT-2", 0.5, 3)]


def test_next_times_are_at_opening_hours(reserve, rule, asset, thinkpad):
    rule()
    reserve(asset, start=1, end=5)  # until it closes on Monday
    reserve(asset, start=21, end=22)  # Tuesday from 9 to 10

    for line in (asset, Some(thinkpad)):
        with refuses(errors.Taken) as refused:
            reserve(line, start=4, end=5)

        assert [each["from"] for each in refused.value.more["free"]] == [
            "2026-03-03T10:00:00.000000Z"
        ]


def test_the_nearest_place_counts(reserve, rule, make_asset, by_ben, thinkpad):
    site = gear.create_location(by=by_ben, name="Site")
    room = gear.create_location(by=by_ben, name="Room", parent=site)
    shelf = gear.create_location(by=by_ben, name="Shelf", parent=room)
    rule("Sa 10:00-12:00")
    rule("Su 10:00-12:00", location=site)
    rule("Mo 09:00-17:00", location=room)
    here = make_asset("LT-1", home_location=shelf)
    there, anywhere = make_asset("LT-2", location=site), make_asset("LT-3")

    assert reserve(here).status == "approved"
    for asset in (there, anywhere, [here, anywhere]):
        lines = asset if isinstance(asset, list) else [asset]
        with refuses(errors.IsClosed):
            reserve(*lines, start=3, end=4)
    with refuses(errors.IsClosed) as refused:
        reserve(Some(thinkpad), start=3, end=4)  # some of them are elsewhere
    assert refused.value.code == "closed"


def test_the_desk_takes_it_back_within_its_hours(lend, rule, asset, reserve, by_ben, ben):
    rule()

    with refuses(errors.IsClosed):
        lend(asset, due=8)
    reservation = reserve(asset, start=1, end=5)
    Policy.objects.update(opening_hours="Sa 10:00-12:00")
    words = {"reservation": reservation, "by": by_ben, "at": hour(1)}
    with refuses(errors.IsClosed):
        actions.collect_reservation(**words, due_at=hour(4))
    assert actions.collect_reservation(**words).due_at == hour(5)  # as it was promised


def test_a_draft_may_be_about_any_time(reserve, rule, asset, by_cleo):
    rule()

    draft = reserve(asset, start=6, end=24, is_draft=True)

    with refuses(errors.IsClosed):
        actions.submit_reservation(reservation=draft, by=by_cleo, at=NOON + timedelta(minutes=1))


def test_the_scan_desk_says_that_it_is_closed_then(rule, asset, by_ben):
    rule()
    words = {"by": by_ben, "at": NOON, "borrower": by_ben.person_id}

    (row,) = actions.scan(direction="out", tags=["LT-1"], due_at=hour(8), **words)

    assert row.code == "closed"
