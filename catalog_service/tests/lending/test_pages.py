"""Reservations, loans and the scan desk as a browser shows them."""

import pytest

from catalog_service.tests.conftest import API
from catalog_service.tests.lending.conftest import DESK

HTML = {"HTTP_ACCEPT": "text/html"}


@pytest.fixture(autouse=True)
def desk(admin_user):
    """Let the superuser be at the desk."""
    admin_user.scopes = list(DESK)
    admin_user.roles = ["technician"]
    admin_user.save()


def test_a_reservation_and_a_loan_are_pages(staff, promise, asset):
    loan, reservation = promise(asset)

    for address in (f"loans/{loan.id}/", f"reservations/{reservation.id}/"):
        page = staff.get(f"{API}{address}", **HTML)
        assert page.status_code == 200
        assert "LT-1" in page.content.decode()


def test_when_an_asset_is_free_is_a_page(staff, promise, asset):
    loan, _ = promise(asset)

    page = staff.get(f"{API}assets/{asset.id}/availability/", **HTML).content.decode()

    assert str(loan.id) in page
    assert staff.get(f"{API}assets/{asset.id}/availability/?format=json").json()["taken"]


def test_the_verbs_and_the_scan_desk_have_forms(staff, promise, asset):
    loan, reservation = promise(asset)

    for address, field in (
        ("scans/", "tags"),
        (f"loans/{loan.id}/return/", "lines"),
        (f"loans/{loan.id}/extend/", "due_at"),
        (f"reservations/{reservation.id}/collect/", "note"),
    ):
        page = staff.get(f"{API}{address}", **HTML)
        assert page.status_code == 405
        assert field in page.content.decode()


def test_what_is_scanned_in_a_form_comes_in(staff, promise, asset):
    promise(asset)

    page = staff.post(f"{API}scans/", {"direction": "in", "tags": "LT-1"}, **HTML)

    assert page.status_code == 200, page.content.decode()
    asset.refresh_from_db()
    assert asset.status == "available"


def test_a_return_without_words_takes_back_all(staff, promise, asset):
    loan, _ = promise(asset)

    page = staff.post(f"{API}loans/{loan.id}/return/", {}, **HTML)

    assert page.status_code == 200, page.content.decode()
    loan.refresh_from_db()
    assert not loan.is_open
