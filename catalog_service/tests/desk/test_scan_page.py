"""The scan desk in a browser."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from catalog_service.lending.models import Loan, Some
from catalog_service.tests.desk.conftest import DESK_PAGE, text_of
from chassis.logins.subjects import DEMO_SUBS

CLEO = DEMO_SUBS["cleo"]


def out(*tags, **changes):
    due_at = f"{now() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    words = {"direction": "out", "borrower": CLEO, "due_at": due_at, "tags": "\n".join(tags)}
    return {**words, **changes}


def test_what_is_scanned_goes_out_and_comes_back_row_by_row(desk, make_asset):
    assets = [make_asset(tag) for tag in ("LT-1", "LT-2", "LT-3")]

    page = text_of(desk.post(DESK_PAGE, out("lt-1", "LT-2, LT-404", "LT-1")))

    loan = Loan.objects.get()
    assert "2 done, 2 refused." in page
    assert "There is no asset with this tag." in page
    assert "This was scanned before." in page
    assert f"/catalog/desk/loans/{loan.id}/" in page
    assert f'<option value="{CLEO}" selected>' in page  # the next pile is most often for the same
    page = text_of(desk.post(DESK_PAGE, {"direction": "in", "tags": "LT-1\tLT-3"}))
    assert "1 done, 1 refused." in page
    assert "This is not out: nobody has it." in page
    for asset, status in zip(assets, ("available", "on_loan", "available"), strict=True):
        asset.refresh_from_db()
        assert asset.status == status


def test_what_goes_to_a_place_is_there_until_it_comes_back(desk, make_asset):
    asset = make_asset("LT-1", location="Shelf")
    place = make_asset("LT-2", location="Hall").location

    page = text_of(desk.post(DESK_PAGE, out("LT-1", borrower="", place=place.pk)))

    assert "1 done." in page
    assert f'<option value="{place.pk}" selected>' in page
    asset.refresh_from_db()
    assert (asset.location, Loan.objects.get().place) == (place, place)
    assert "1 done." in text_of(desk.post(DESK_PAGE, {"direction": "in", "tags": "LT-1"}))
    asset.refresh_from_db()
    assert asset.location.name == "Shelf"


def test_it_goes_to_a_person_or_to_a_place(desk, make_asset):
    place = make_asset("LT-1", location="Hall").location

    page = text_of(desk.post(DESK_PAGE, out("LT-1", place=place.pk)))

    assert "A person or a place: one of the two." in page
    assert not Loan.objects.exists()


def test_the_qr_code_of_a_label_means_its_asset(desk, make_asset):
    make_asset("A/1 ä")
    make_asset("LT-2")
    said = "http://desk.example/catalog/assets/A%2F1%20%C3%A4/\r\nhttps://x/catalog/api/v1/assets/by-tag/LT-2/?a=b"

    assert "2 done." in text_of(desk.post(DESK_PAGE, out(said)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tags": " \n,"}, "Scan or paste a tag."),
        ({"tags": "x\n" * 101}, "These are 101 tags: at most 100 at once."),
        ({"tags": "x" * 101}, "A tag has at most 100 letters"),
        ({"borrower": ""}, "Who gets it?"),
        ({"borrower": "x"}, "is not a valid UUID"),
        ({"borrower": "", "place": CLEO}, "That choice is not one of the available choices."),
        ({"due_at": ""}, "When is it due back?"),
        ({"due_at": "soon"}, "Enter a valid date/time."),
        ({"due_at": "2020-01-01T10:00"}, "This is over already."),
        ({"direction": "up"}, "Select a valid choice"),
    ],
)
def test_a_mistake_is_told_beside_its_field(desk, make_asset, changes, said):
    make_asset("LT-1")

    page = text_of(desk.post(DESK_PAGE, out("LT-1", **changes)))

    assert said in page
    assert "Nothing was scanned yet." in page
    assert not Loan.objects.exists()


def test_a_link_brings_tags_along(desk):
    page = text_of(desk.get(DESK_PAGE, {"tag": ["LT-1", "LT-2"], "direction": "out"}))

    assert "LT-1 LT-2" in page
    assert 'value="out" id="id_direction_1" required checked' in page


def test_a_time_is_the_reader_s_own(desk, make_asset):
    make_asset("LT-1")
    desk.cookies["catalog_zone"] = "Asia/Kolkata"

    page = text_of(desk.post(DESK_PAGE, out("LT-1", due_at="2030-03-31T10:00")))

    assert Loan.objects.get().due_at.isoformat() == "2030-03-31T04:30:00+00:00"
    assert "Times are those of Asia/Kolkata." in page
    assert "Sun 31 Mar, 10:00" in page
    for odd in ("Mars/Base", "../etc/passwd", "America", ""):
        desk.cookies["catalog_zone"] = odd
        assert "Times are those of UTC." in text_of(desk.get(DESK_PAGE))


def test_today_is_decided_with_a_click(desk, make_asset, promise, reserve_for):
    late, asked, refused = (make_asset(tag) for tag in ("LATE-1", "ASK-1", "NO-1"))
    loan, collected = promise(late)
    Loan.objects.update(due_at=now() - timedelta(hours=1), out_at=now() - timedelta(days=2))
    wanted, unwanted = reserve_for(asked), reserve_for(refused)

    page = text_of(desk.get(DESK_PAGE))
    assert "Overdue" in page
    assert "LATE-1" in page
    assert "Cleo" in page
    steps = [
        (f"reservations/{wanted.id}/approve", "Approved."),
        (f"reservations/{unwanted.id}/reject", "Rejected."),
        (f"reservations/{unwanted.id}/reject", "This reservation is rejected"),
        (f"loans/{loan.id}/return", "Taken back, in order."),
        (f"reservations/{collected.id}/collect", "Handed out."),
        (f"loans/{loan.id}/return", "Nothing of this loan is out any more."),
    ]
    for path, said in steps:
        assert said in text_of(desk.post(f"{DESK_PAGE}{path}/", follow=True))
    assert desk.post(f"{DESK_PAGE}loans/{loan.id}/collect/").status_code == 404
    assert desk.post(f"{DESK_PAGE}loans/{wanted.id}/return/").status_code == 404


def test_who_does_not_run_the_desk_is_told_so(member, client):
    assert "catalog:desk" in text_of(member.get(DESK_PAGE), 403)
    page = client.get(f"{DESK_PAGE}?tag=LT-1")
    assert page["Location"] == "/catalog/sign-in/?next=%2Fcatalog%2Fdesk%2F%3Ftag%3DLT-1"


def test_nothing_may_stand_inline(desk):
    policy = desk.get(DESK_PAGE)["Content-Security-Policy"].split("; ")

    assert {"script-src 'self'", "style-src 'self'"} <= set(policy)


def test_it_asks_as_often_for_many_as_for_one(
    desk, make_asset, promise, django_assert_max_num_queries
):
    for number in range(12):
        promise(make_asset(f"LT-{number}"))

    with django_assert_max_num_queries(12):
        desk.get(DESK_PAGE)


def test_some_of_a_product_is_shown_by_its_name(desk, make_asset, reserve_for):
    reserve_for(Some(make_asset().product))

    assert "Cleo: 1 x Lenovo T14" in text_of(desk.get(DESK_PAGE))
