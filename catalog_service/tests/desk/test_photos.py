"""How gear looks, told and photographed at the desk: on the scan page and on the page of a loan."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from catalog_service.attachments.models import Attachment
from catalog_service.lending.models import Loan, LoanLine
from catalog_service.tests.desk.conftest import DESK_PAGE, text_of
from catalog_service.tests.lending.conftest import DESK
from chassis.logins.subjects import DEMO_SUBS
from chassis.tests.files import drawing


def photo(content=None):
    return SimpleUploadedFile("IMG_1.jpg", content or drawing.photo(), content_type="image/jpeg")


def out(*tags, **changes):
    due_at = f"{now() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    words = {"direction": "out", "borrower": DEMO_SUBS["cleo"], "due_at": due_at}
    return {**words, "tags": "\n".join(tags), "condition": "attention", **changes}


@pytest.fixture
def lent(desk, make_asset):
    """Two laptops that Cleo has, and the page of the loan."""
    assets = [make_asset("LT-1"), make_asset("LT-2")]
    desk.post(DESK_PAGE, out("LT-1", "LT-2"))
    return assets, f"/catalog/desk/loans/{Loan.objects.get().pk}/"


def test_what_is_scanned_goes_out_and_comes_back_with_a_photo(desk, make_asset):
    make_asset("LT-1")

    assert "1 done." in text_of(desk.post(DESK_PAGE, out("LT-1", photo=photo())))
    back = {"direction": "in", "tags": "LT-1", "condition": "damaged", "note": "Its lid is bent."}
    assert "1 done." in text_of(desk.post(DESK_PAGE, {**back, "photo": photo()}))

    line = LoanLine.objects.get()
    looks = line.condition_out, line.condition_in, line.note
    assert looks == ("attention", "damaged", "Its lid is bent.")
    shown = Attachment.objects.order_by("created_at").values_list("moment", "asset", "loan")
    assert list(shown) == [(when, line.asset_id, line.loan_id) for when in ("out", "in")]


@pytest.mark.parametrize(
    ("tags", "content", "said"),
    [
        ("LT-1", b"\xff\xd8\xff no picture", "picture"),
        ("LT-1", b"Just a text.", "This is no picture"),
        ("LT-1\nLT-2", None, "A photo shows one asset"),
    ],
)
def test_what_was_scanned_is_not_lost_for_a_photo(desk, make_asset, tags, content, said):
    make_asset("LT-1")
    make_asset("LT-2")

    page = text_of(desk.post(DESK_PAGE, out(tags, photo=photo(content), note="Careful.")))

    assert said in page
    assert 'id="id_photo_error"' in page
    assert tags.replace("\n", " ") in page
    assert '<option value="attention" selected>' in page
    assert 'value="Careful."' in page
    assert "Nothing was scanned yet." in page
    assert not Loan.objects.exists()
    assert not Attachment.objects.exists()


def test_some_of_a_loan_comes_back_and_is_shown(desk, lent):
    (asset, other), page = lent
    assert text_of(desk.get(page)).count('type="checkbox" name="') == 2
    words = {f"{asset.pk}-back": "on", f"{asset.pk}-condition": "damaged"}

    said = desk.post(page, {**words, f"{asset.pk}-photo": photo()}, follow=True)

    assert "Taken back: 1." in text_of(said)
    assert "LT-1, when it came back" in text_of(said)
    assert [line.asset_id for line in LoanLine.objects.out()] == [other.pk]
    asset.refresh_from_db()
    assert (asset.status, asset.condition) == ("quarantined", "damaged")
    desk.post(page, {f"{other.pk}-back": "on"})
    assert "all of it is back since" in text_of(desk.get(page))
    assert 'type="submit">Take back' not in text_of(desk.get(page))


def test_a_refused_photo_takes_nothing_back_and_forgets_nothing(desk, lent):
    (asset, other), page = lent
    words = {f"{each.pk}-back": "on" for each in (asset, other)}
    words |= {f"{asset.pk}-note": "A scratch.", f"{other.pk}-photo": photo(b"Just a text.")}

    said = text_of(desk.post(page, words))

    assert f'id="id_{other.pk}-photo_error"' in said
    assert 'value="A scratch."' in said
    assert LoanLine.objects.out().count() == 2
    assert "Tick what is back." in text_of(desk.post(page, {}))


def test_the_page_of_a_loan_asks_as_often_for_many(desk, make_asset, django_assert_max_num_queries):
    tags = [make_asset(f"LT-{number}").tag for number in range(10)]
    desk.post(DESK_PAGE, out(*tags))

    with django_assert_max_num_queries(12):
        desk.get(f"/catalog/desk/loans/{Loan.objects.get().pk}/")


def test_who_does_not_run_the_desk_sees_no_loan_there(member, lent):
    assert "catalog:desk" in text_of(member.get(lent[1]), 403)


def test_the_api_scans_with_a_condition_too(as_caller, make_asset):
    ben = as_caller(id=DEMO_SUBS["ben"], roles=["technician"], scopes=DESK)
    make_asset("LT-1")
    scans = "/catalog/api/v1/scans/"
    words = {"direction": "out", "tags": ["LT-1"], "borrower": DEMO_SUBS["cleo"]}
    due_at = (now() + timedelta(days=1)).isoformat()

    odd = ben.post(scans, {**words, "due_at": due_at, "note": "x"})
    ben.post(scans, {**words, "due_at": due_at, "condition": "attention"})
    ben.post(scans, {"direction": "in", "tags": ["LT-1"], "condition": "damaged", "note": "Bent."})

    assert odd.json()["errors"][0]["attr"] == "note"
    line = LoanLine.objects.get()
    assert (line.condition_out, line.condition_in, line.note) == ("attention", "damaged", "Bent.")
