"""Files that say who has what: loans come of it, and what cannot be one is told."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from catalog_service.gear import actions as gear
from catalog_service.gear.models import Asset, Location, Person
from catalog_service.imports import actions
from catalog_service.imports.models import Import
from catalog_service.lending import actions as lending
from catalog_service.lending.models import Hold, Loan, LoanLine
from catalog_service.tests.imports.conftest import Steps, table
from chassis.auth import Caller
from chassis.events.models import OutboxEvent
from chassis.history.contexts import together
from chassis.logins.subjects import DEMO_SUBS
from chassis.testing import knowledge

HEADER = ("Asset Tag", "Manufacturer", "Model", "Status", "Checkout Type",
          "Checked Out To: Username", "Checked Out To: First Name", "Checked Out To: Last Name",
          "Checked Out To: Location", "Location", "Last Checkout",
          "Expected Checkin Date")  # fmt: skip


def said(tag, *, status="", first="", last="", username="", place="", home="", out="", due=""):
    """Return a row."""
    kind = "Location" if place else "User" if first or username else ""
    return (tag, "Tern", "Quay", status, kind, username, first, last, place, home, out, due)


@pytest.fixture
def mira(db):
    """Somebody whom the file knows."""
    return knowledge.of(Person, DEMO_SUBS["cleo"], name="Mira Holm", is_active=True)


def codes(report):
    """Return which rows have an issue."""
    return [(error["line"], error["attr"], error["code"]) for error in report["errors"]]


def test_who_is_known_has_it_from_then_on(run, mira):
    tomorrow = timezone.now().date() + timedelta(days=1)
    rows = [
        said("T-1", first="mira", last="HOLM", status="Deployed",
             out="2026-01-05", due=f"{tomorrow}"),
        said("T-2", username=str(mira.id), due="2026-02-01"),
        said("T-3", home="Shelf"),
    ]  # fmt: skip

    report = run(table(HEADER, *rows), "assets")

    first, overdue = Loan.objects.order_by("id")
    assert (report["created"], report["lent"], report["failed"], report["errors"]) == (3, 2, 0, [])
    assert first.out_at == datetime(2026, 1, 5, tzinfo=UTC)
    assert (first.due_at.date(), first.due_at > timezone.now()) == (
        tomorrow + timedelta(days=1),
        True,
    )
    assert (overdue.borrower, overdue.is_overdue(at=timezone.now())) == (mira.id, True)
    assert list(Asset.objects.order_by("tag").values_list("status", flat=True)) == [
        "on_loan", "on_loan", "available",
    ]  # fmt: skip
    assert "line 3" in overdue.note


def test_the_same_file_again_lends_nothing_again(run, mira):
    content = table(HEADER, said("T-1", first="Mira", last="Holm", status="Ready to Deploy"))
    run(content, "assets")

    report = run(content, "assets")

    assert (report["unchanged"], report["lent"], Loan.objects.count()) == (1, 0, 1)
    assert Asset.objects.get().status == "on_loan"
    assert [notice["code"] for notice in report["notices"]] == ["no_due_date"]


def test_what_cannot_be_lent_is_told_and_imported(run, mira):
    knowledge.of(Person, DEMO_SUBS["ana"], name="Al Two", is_active=True)
    knowledge.of(Person, DEMO_SUBS["ben"], name="Al Two", is_active=True)
    knowledge.of(Person, UUID(int=9), name="Gone", is_active=False)
    rows = [
        said("T-1", first="No", last="Body", status="Deployed"),
        said("T-2", first="Al", last="Two"),
        said("T-3", first="Gone"),
        said("T-4", first="Mira", last="Holm", status="Lost"),
        said("T-5", first="Mira", last="Holm", due="soon"),
    ]

    report = run(table(HEADER, *rows), "assets")

    who = "Checked Out To: Username"
    assert sorted(codes(report)) == [
        (2, who, "borrower_unknown"),
        (3, who, "borrower_ambiguous"),
        (4, who, "borrower_inactive"),
        (5, who, "not_lendable"),
        (6, "Expected Checkin Date", "not_a_date"),
    ]
    assert (report["created"], report["failed"], report["lent"]) == (4, 1, 0)
    assert Asset.objects.get(tag="T-1").status == "on_loan"


def test_what_stands_at_a_place_is_lent_there(run):
    tomorrow = timezone.now().date() + timedelta(days=1)
    rows = [
        said("T-1", place="Hall", home="Shelf", status="Deployed", due=f"{tomorrow}"),
        said("T-2", home="Shelf"),
        said("T-3", place="hall"),
    ]

    report = run(table(HEADER, *rows), "assets")

    assert (report["created"], report["lent"], report["errors"]) == (3, 2, [])
    first, second = Loan.objects.order_by("id")
    assert (first.borrower, first.place.name, second.place) == (None, "Hall", first.place)
    assert first.due_at.date() == tomorrow + timedelta(days=1)
    words = "location__name", "home_location__name", "status"
    assert list(Asset.objects.order_by("tag").values_list(*words)) == [
        ("Hall", "Shelf", "on_loan"),
        ("Shelf", None, "available"),
        ("Hall", None, "on_loan"),
    ]
    assert run(table(HEADER, *rows), "assets")["unchanged"] == 3
    assert Loan.objects.count() == 2


def test_who_has_it_somewhere_has_it_there(run, mira):
    run(table(HEADER, said("T-1", first="Mira", last="Holm", place="Hall")), "assets")

    loan = Loan.objects.get()
    assert (loan.borrower, loan.place, Asset.objects.get().location.name) == (mira.id, None, "Hall")


def test_what_is_elsewhere_by_now_is_told(run, mira):
    run(table(HEADER, said("T-1", first="Mira", last="Holm")), "assets")

    report = run(table(HEADER, said("T-1", place="Hall")), "assets")

    assert codes(report) == [(2, "Checked Out To: Location", "taken")]


def test_a_dry_run_counts_places_too_and_makes_none(run):
    report = run(table(HEADER, said("T-1", place="Hall")), "assets", dry_run=True)

    assert (report["lent"], report["errors"]) == (1, [])
    assert not Loan.objects.exists()
    assert not Location.objects.exists()


def test_loans_to_places_are_undone_exactly(start, make_asset):
    make_asset(tag="T-1", location="Shelf")
    before = list(Asset.objects.values_list("tag", "status", "location__name", "home_location"))
    row = start(table(("tag", "Checked Out To: Location"), ("T-1", "Hall")), "assets")
    actions.run_import(import_id=str(row.id), progress=Steps())
    assert Asset.objects.get().home_location.name == "Shelf"

    told = actions.undo_import(import_id=str(row.id), progress=Steps())

    assert (told["removed"], told["restored"], told["left"]) == (2, 1, 0)
    after = list(Asset.objects.values_list("tag", "status", "location__name", "home_location"))
    assert (after, Loan.objects.exists()) == (before, False)
    assert list(Location.objects.values_list("name", flat=True)) == ["Shelf"]


def test_a_dry_run_tells_who_is_missing_and_lends_nothing(run, mira):
    rows = [said("T-1", first="Mira", last="Holm"), said("T-2", username="nobody")]

    report = run(table(HEADER, *rows), "assets", dry_run=True)

    assert (report["lent"], codes(report)[0][2]) == (1, "borrower_unknown")
    assert not Loan.objects.exists()


def test_loans_are_undone_too_but_those_that_went_on(start, mira, make_asset, by_ben):
    make_asset(tag="T-1")
    make_asset(tag="T-2")
    rows = [said(f"T-{number}", first="Mira", last="Holm") for number in (1, 2, 3)]
    row = start(
        table(HEADER[:1] + HEADER[6:], *(each[:1] + each[6:] for each in rows[:2])), "assets"
    )
    actions.run_import(import_id=str(row.id), progress=Steps())
    loan = Loan.objects.get(lines__asset__tag="T-2")
    with together():
        due_at = timezone.now() + timedelta(days=1)
        lending.extend_loan(loan=loan, by=by_ben, at=timezone.now(), due_at=due_at)

    told = actions.undo_import(import_id=str(row.id), progress=Steps())

    assert {(each["kind"], each["name"], each["code"]) for each in told["rows"]} == {
        ("loan", "T-2", "changed"),
        ("asset", "T-2", "in_use"),
    }
    assert dict(Asset.objects.values_list("tag", "status")) == {
        "T-1": "available",
        "T-2": "on_loan",
    }
    assert (Loan.objects.get(), LoanLine.objects.count(), Hold.objects.count()) == (loan, 1, 1)
    assert OutboxEvent.objects.filter(type="catalog.loan_deleted.v1").count() == 1
    assert Import.objects.get().lent == 2


def test_a_loan_of_gear_that_was_changed_since_is_left_with_it(start, mira, make_asset, by_ben):
    make_asset(tag="T-1")
    make_asset(tag="T-2")
    rows = [said(tag, first="Mira", last="Holm") for tag in ("T-1", "T-2", "T-3")]
    row = start(table(HEADER, *rows), "assets")
    actions.run_import(import_id=str(row.id), progress=Steps())
    with together():
        gear.change_asset(asset=Asset.objects.get(tag="T-2"), by=by_ben, notes="scratched")
        make_promise(Asset.objects.get(tag="T-3"), mira)

    told = actions.undo_import(import_id=str(row.id), progress=Steps())

    assert {(each["kind"], each["name"], each["code"]) for each in told["rows"]} >= {
        ("loan", "T-2", "in_use"),
        ("asset", "T-2", "in_use"),
        ("loan", "T-3", "in_use"),
        ("asset", "T-3", "in_use"),
    }
    assert dict(Asset.objects.values_list("tag", "status")) == {
        "T-1": "available",
        "T-2": "on_loan",
        "T-3": "on_loan",
    }
    assert set(LoanLine.objects.values_list("asset__tag", flat=True)) == {"T-2", "T-3"}


def make_promise(asset, person):
    """Reserve an asset for a day in a year."""
    at = timezone.now()
    begin = at + timedelta(days=500)
    words = {"starts_at": begin, "ends_at": begin + timedelta(days=1)}
    lending.request_reservation(by=Caller(id=str(person.id)), at=at, lines=[asset], **words)
