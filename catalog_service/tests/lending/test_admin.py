"""The pages of reservations and loans in the admin."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from catalog_service.gear.actions import create_location
from catalog_service.lending.models import Hold, Loan, Reservation
from catalog_service.tests.lending.conftest import CLEO, DESK

RESERVATIONS, LOANS = "/catalog/admin/lending/reservation/", "/catalog/admin/lending/loan/"


@pytest.fixture(autouse=True)
def desk(admin_user):
    """Let the superuser be at the desk."""
    admin_user.scopes = list(DESK)
    admin_user.save()


def _moment(name, at):
    return {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"}


def _form(*lines, start=1, end=2, **changes):
    form = {
        "borrower": str(CLEO),
        "note": "",
        **_moment("starts_at", now() + timedelta(hours=start)),
        **_moment("ends_at", now() + timedelta(hours=end)),
        **_moment("due_at", now() + timedelta(hours=end)),
        "attachments-TOTAL_FORMS": 0,
        "attachments-INITIAL_FORMS": 0,
        "lines-TOTAL_FORMS": len(lines),
        "lines-INITIAL_FORMS": sum("id" in line for line in lines),
        **changes,
    }
    for index, line in enumerate(lines):
        words = {"quantity": 1, **line}  # loans have no such field, and take no notice
        form |= {f"lines-{index}-{name}": value for name, value in words.items()}
    return form


def _marked(staff, address, action, row):
    words = {"action": action, "_selected_action": [str(row.pk)]}
    return staff.post(address, words, follow=True).content.decode()


def test_pages_stay_within_twelve_queries(
    staff, make_asset, promise, django_assert_max_num_queries
):
    rows = [promise(make_asset(f"LT-{number}")) for number in range(12)]
    loan, reservation = rows[0]

    for address in (
        RESERVATIONS,
        f"{RESERVATIONS}add/",
        f"{RESERVATIONS}{reservation.id}/change/",
        LOANS,
        f"{LOANS}?out=overdue",
        f"{LOANS}add/",
        f"{LOANS}{loan.id}/change/",
    ):
        with django_assert_max_num_queries(12):
            assert staff.get(address).status_code == 200, address


def test_a_reservation_is_made_and_changed_through_the_verbs(staff, admin_user, asset, other):
    page = staff.post(f"{RESERVATIONS}add/", _form({"asset": str(asset.id)}))

    reservation = Reservation.objects.get()
    assert page.status_code == 302
    assert (reservation.borrower, reservation.status) == (CLEO, "approved")
    assert reservation.created_by == str(admin_user.sub)
    line = {"id": reservation.lines.get().pk, "asset": str(asset.id)}
    words = {"reservation": str(reservation.id)}
    form = _form({**line, **words}, {"asset": str(other.id), **words}, note="Both.", end=3)

    page = staff.post(f"{RESERVATIONS}{reservation.id}/change/", form)

    assert page.status_code == 302, page.content.decode()
    reservation.refresh_from_db()
    assert (reservation.note, reservation.lines.count()) == ("Both.", 2)
    assert Hold.objects.filter(ends_at=reservation.ends_at).count() == 2


def test_what_is_taken_is_told_on_the_form_and_nothing_is_kept(staff, asset):
    staff.post(f"{RESERVATIONS}add/", _form({"asset": str(asset.id)}))

    page = staff.post(f"{RESERVATIONS}add/", _form({"asset": str(asset.id)}))

    assert "Taken already: LT-1 from" in page.content.decode()
    assert Reservation.objects.count() == 1


def test_a_reservation_needs_an_asset(staff):
    page = staff.post(f"{RESERVATIONS}add/", _form())

    assert page.status_code == 200
    assert not Reservation.objects.exists()


def test_reservations_are_decided_in_the_list(staff, asset):
    staff.post(f"{RESERVATIONS}add/", _form({"asset": str(asset.id)}))
    row = Reservation.objects.get()
    Reservation.objects.update(status="requested")

    assert "1 changed." in _marked(staff, RESERVATIONS, "approve", row)
    assert "nothing to decide" in _marked(staff, RESERVATIONS, "approve", row)
    assert "1 changed." in _marked(staff, RESERVATIONS, "collect", row)
    loan = Loan.objects.get()
    assert f"{LOANS}{loan.id}/change/" in staff.get(RESERVATIONS).content.decode()
    assert f"{RESERVATIONS}{row.id}/change/" in staff.get(LOANS).content.decode()


@pytest.mark.parametrize(("action", "status"), [("reject", "rejected"), ("cancel", "cancelled")])
def test_reservations_end_in_the_list(staff, promise, asset, action, status):
    _, row = promise(asset)

    assert "1 changed." in _marked(staff, RESERVATIONS, action, row)
    row.refresh_from_db()
    assert row.status == status


def test_a_loan_is_handed_out_through_the_verb(staff, asset):
    line = {"asset": str(asset.id), "condition_out": "attention"}

    page = staff.post(f"{LOANS}add/", _form(line))

    assert page.status_code == 302, page.content.decode()
    asset.refresh_from_db()
    assert (asset.status, Loan.objects.get().lines.get().condition_out) == ("on_loan", "attention")


@pytest.mark.parametrize(("action", "status"), [("take_back", "available"), ("give_up", "lost")])
def test_loans_end_in_the_list(staff, promise, asset, action, status):
    loan, _ = promise(asset)

    assert "1 changed." in _marked(staff, LOANS, action, loan)
    asset.refresh_from_db()
    assert asset.status == status
    assert "Nothing of this loan is out any more." in _marked(staff, LOANS, action, loan)


def test_the_books_keep_everything(staff, promise, asset):
    loan, reservation = promise(asset)

    assert staff.get(f"{RESERVATIONS}{reservation.id}/delete/").status_code == 403
    assert staff.get(f"{LOANS}{loan.id}/delete/").status_code == 403
    assert staff.post(f"{LOANS}{loan.id}/change/", _form()).status_code == 403


def test_lists_are_searched_and_lead_on(staff, promise, asset):
    promise(asset)

    for address in (RESERVATIONS, f"{LOANS}?out=open", LOANS):
        page = staff.get(address, {"q": "LT-1"}).content.decode()
        assert f"/catalog/admin/gear/asset/{asset.id}/change/" in page
        assert f"/catalog/admin/gear/person/{CLEO}/change/" in page


def test_history_is_a_page(staff, promise, asset):
    loan, _ = promise(asset)

    assert "condition_out" in staff.get(f"{LOANS}{loan.id}/history/").content.decode()


def test_gear_goes_to_a_place_and_the_list_leads_there(staff, asset, by_ben):
    hall = create_location(by=by_ben, name="Hall")
    line = {"asset": str(asset.pk), "condition_out": "ok"}
    both = staff.post(f"{LOANS}add/", _form(line, place=str(hall.pk)))
    assert "one of the two" in both.content.decode()

    staff.post(f"{LOANS}add/", _form(line, borrower="", place=str(hall.pk)))

    loan = Loan.objects.get()
    assert (loan.borrower, loan.place) == (None, hall)
    page = staff.get(LOANS, {"q": "hall"}).content.decode()
    assert f'<a href="/catalog/admin/gear/location/{hall.pk}/change/">Hall</a>' in page
    assert staff.get(f"{LOANS}{loan.pk}/change/").status_code == 200
    assert "1 changed." in _marked(staff, LOANS, "take_back", loan)
