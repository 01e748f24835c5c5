"""Loans to places: gear that stands somewhere for a while, and that nobody has."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from catalog_service.gear import actions as gear
from catalog_service.gear.models import Asset
from catalog_service.lending import actions, errors
from catalog_service.lending.models import Loan, TakenBack
from catalog_service.lending.selectors import availability, held_by
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.conftest import (
    CLEO,
    NOON,
    gone_on,
    hour,
    refuses,
    spans,
)
from chassis.auth import Caller
from chassis.sagas.models import Saga
from chassis.testing.outbox import told

LOANS, SCANS = f"{API}loans/", f"{API}scans/"
SOON = (now() + timedelta(days=1)).isoformat()


@pytest.fixture
def hall(by_ben):
    """A place in a house."""
    house = gear.create_location(by=by_ben, name="House")
    return gear.create_location(by=by_ben, name="Hall", parent=house)


@pytest.fixture
def install(lend, hall):
    """Lend to the hall."""
    return lambda *assets, **words: lend(*assets, borrower=None, place=hall, **words)


def where(asset):
    """Return where an asset is and belongs, and in which state."""
    asset.refresh_from_db()
    names = (place and place.name for place in (asset.location, asset.home_location))
    return *names, asset.status


def test_it_goes_there_and_comes_home(install, hall, make_asset, by_ben):
    asset = make_asset("LT-1", location="Shelf")
    told()

    loan = install(asset)

    assert (loan.borrower, loan.place, spans()) == (None, hall, [("LT-1", 0, 4)])
    assert where(asset) == ("Hall", "Shelf", "on_loan")
    assert asset.version == 2
    [data] = [data for type_, _, data in told() if type_ == "catalog.loan_changed.v1"]
    assert (data["borrower"], data["place_id"]) == (None, str(hall.pk))

    actions.return_loan(loan=loan, by=by_ben, at=hour(1))

    assert where(asset) == ("Shelf", "Shelf", "available")
    assert asset.version == 3


def test_what_stood_nowhere_is_nowhere_again(install, asset, by_ben):
    loan = install(asset)
    assert where(asset) == ("Hall", None, "on_loan")

    actions.return_loan(loan=loan, by=by_ben, at=hour(1))

    assert where(asset) == (None, None, "available")


def test_what_was_carried_on_meanwhile_stays_where_it_is(install, make_asset, by_ben):
    asset = make_asset("LT-1", location="Shelf")
    loan = install(asset)
    room = gear.create_location(by=by_ben, name="Room")
    asset.refresh_from_db()
    gear.change_asset(asset=asset, by=by_ben, location=room)

    actions.return_loan(loan=loan, by=by_ben, at=hour(1))

    assert where(asset) == ("Room", "Shelf", "available")


def test_it_is_lost_extended_and_returned_in_part_as_others_are(install, asset, other, by_ben):
    loan = install(asset, other)
    actions.extend_loan(loan=loan, by=by_ben, at=hour(1), due_at=hour(9), lines=[other])
    actions.mark_lost(loan=loan, by=by_ben, at=hour(2), lines=[asset])
    loan.refresh_from_db()
    assert (loan.due_at, loan.closed_at, loan.is_overdue(at=hour(10))) == (hour(9), None, True)

    actions.return_loan(loan=loan, by=by_ben, at=hour(11), lines=[TakenBack(other)])

    loan.refresh_from_db()
    assert (loan.closed_at, where(asset)[2], where(other)[2]) == (hour(11), "lost", "available")


def test_what_comes_back_broken_is_repaired_for_nobody(install, asset, by_ben, tasks):
    loan = install(asset)

    actions.return_loan(loan=loan, by=by_ben, at=hour(1), lines=[TakenBack(asset, "damaged")])

    saga = gone_on(Saga.objects.get())
    assert (saga.person, saga.status, where(asset)[2]) == (None, "running", "in_repair")


def test_it_is_to_a_person_or_to_a_place(lend, hall, asset):
    for borrower, place in ((None, None), (CLEO, hall)):
        with refuses(errors.BorrowerOrPlace):
            lend(asset, borrower=borrower, place=place)

    loan = lend(asset)
    with pytest.raises(IntegrityError, match="a_person_or_a_place"), transaction.atomic():
        Loan.objects.filter(pk=loan.pk).update(place=hall)


def test_the_desk_lends_to_a_place_by_its_name(ben, hall, asset):
    body = {"place": "hall", "due_at": SOON, "lines": [{"asset": "LT-1"}]}

    made = ben.post(LOANS, body).json()

    assert (made["borrower"], made["borrower_details"]) == (None, None)
    assert made["place_details"] == {"name": "Hall", "path": "House / Hall"}
    for called in ("hall", made["place"]):
        [found] = ben.get(LOANS, {"place": called}).json()["results"]
        assert found["id"] == made["id"]
    assert ben.get(LOANS, {"place": "house"}).json()["results"] == []


@pytest.mark.parametrize("to", [{}, {"place": "hall", "borrower": str(CLEO)}])
def test_nobody_and_both_are_refused(ben, refused, hall, asset, to):
    body = {**to, "due_at": SOON, "lines": [{"asset": "LT-1"}]}

    refused(ben.post(LOANS, body), 400, "borrower_or_place")


def test_only_the_desk_lends_to_places_and_sees_it(cleo, ben, refused, install, hall, asset):
    body = {"place": "hall", "due_at": SOON, "lines": [{"asset": "LT-1"}]}
    refused(cleo.post(LOANS, body), 403, "forbidden")
    loan = install(asset)

    assert cleo.get(LOANS).json()["results"] == []
    assert cleo.get(f"{LOANS}{loan.pk}/").status_code == 404
    assert ben.get(f"{LOANS}{loan.pk}/").status_code == 200


def test_the_holder_is_the_place(ben, install, hall, asset):
    loan = install(asset)

    for body in (
        ben.get(f"{API}assets/{asset.pk}/").json(),
        ben.get(f"{API}assets/").json()["results"][0],
        ben.patch(f"{API}assets/{asset.pk}/", {"notes": "Blue"}).json(),
    ):
        holder = body["holder"]
        assert (holder["person"], holder["place"]) == (None, str(hall.pk))
        assert (holder["name"], holder["loan"]) == ("House / Hall", str(loan.pk))


def test_scanned_tags_go_to_a_place_and_come_back(ben, refused, hall, asset, other):
    words = {"tags": ["LT-1", "lt-2", "LT-9"], "due_at": SOON}
    refused(ben.post(SCANS, {"direction": "out", **words}), 400, "invalid")
    refused(ben.post(SCANS, {"direction": "in", "tags": ["LT-1"], "place": "hall"}), 400, "invalid")
    both = {"direction": "out", "place": "hall", "borrower": str(CLEO), **words}
    refused(ben.post(SCANS, both), 400, "borrower_or_place")

    out = ben.post(SCANS, {"direction": "out", "place": "hall", **words}).json()
    assert [row["code"] for row in out["rows"]] == ["done", "done", "unknown_tag"]
    assert where(other) == ("Hall", None, "on_loan")

    back = ben.post(SCANS, {"direction": "in", "tags": ["LT-1", "LT-2"]}).json()
    assert (back["done"], where(asset)[2]) == (2, "available")


def test_a_place_with_a_loan_stays(ben, refused, install, hall, asset, by_ben):
    loan = install(asset)
    actions.return_loan(loan=loan, by=by_ben, at=hour(1))

    refused(ben.delete(f"{API}locations/{hall.pk}/"), 409, "location_in_use")


def test_it_is_in_nobodys_hands(install, asset):
    """What has no borrower must not be taken for what has no caller's name."""
    install(asset)
    program = Caller(id="inventory-script", kind="program")

    assert held_by(CLEO) == []
    [told] = availability([asset], NOON, hour(5), to=program, at=NOON)
    assert [kept.id for kept in told.taken] == [None]


def test_the_desk_sees_where_it_stands(install, asset, by_ben):
    install(asset)

    [told] = availability([asset], NOON, hour(5), to=by_ben, at=NOON)

    assert [kept.who for kept in told.taken] == ["House / Hall"]


def test_places_that_a_loan_names_are_read_in_its_history(ben, install, hall, asset):
    loan = install(asset)

    [entry] = ben.get(f"{LOANS}{loan.pk}/history/").json()

    assert entry["changes"]["place_id"] == [None, str(hall.pk)]
    assert UUID(entry["changes"]["place_id"][1]) == Asset.objects.get().location_id
