"""Attachments in the admin, and pictures where the desk looks."""

import pytest
from django.core.files.base import ContentFile

from catalog_service.attachments.actions import attach, make_image
from catalog_service.attachments.models import Attachment
from catalog_service.tests.lending.conftest import DESK
from chassis.tests.files import drawing

ADMIN = "/catalog/admin/attachments/attachment/"


@pytest.fixture
def picture(thinkpad, by_ben):
    """The image of a product."""
    row = attach(by=by_ben, file=drawing.sent(drawing.photo()), product=thinkpad)
    make_image(attachment=row, by=by_ben)
    return row


def test_a_file_is_added_through_the_verb(staff, thinkpad):
    words = {"file": ContentFile(drawing.photo(), "p.jpg"), "product": str(thinkpad.id)}

    answer = staff.post(f"{ADMIN}add/", words)

    assert answer.status_code == 302, answer.content
    assert Attachment.objects.get().media_type == "image/jpeg"


def test_what_is_refused_is_told_in_the_form(staff, thinkpad):
    words = {"file": ContentFile(b"<svg/>", "p.jpg"), "product": str(thinkpad.id)}

    page = staff.post(f"{ADMIN}add/", words).content.decode()

    assert "no SVG" in page
    assert not Attachment.objects.exists()


def test_one_is_chosen_and_deleted_in_the_list(staff, thinkpad, by_ben):
    row = attach(by=by_ben, file=drawing.sent(drawing.photo()), product=thinkpad)

    staff.post(ADMIN, {"action": "show_for_product", "_selected_action": str(row.pk)})
    thinkpad.refresh_from_db()
    assert thinkpad.image == row.pk

    staff.post(f"{ADMIN}{row.pk}/delete/", {"post": "yes"})
    thinkpad.refresh_from_db()
    assert thinkpad.image is None


@pytest.mark.parametrize("page", ["", "product/", "asset/"])
def test_lists_show_it_without_a_query_for_each(
    staff, picture, make_asset, django_assert_max_num_queries, page
):
    for number in range(5):
        make_asset(f"A-{number}")
    folder = "gear" if page else "attachments/attachment"

    with django_assert_max_num_queries(12):
        shown = staff.get(f"/catalog/admin/{folder}/{page}").content.decode()

    assert f"/attachments/{picture.pk}/thumbnail/" in shown


def test_the_pages_of_what_it_hangs_on_show_it(staff, make_asset, promise, picture, by_ben):
    asset = make_asset()
    loan, _ = promise(asset)
    by_ben = type(by_ben)(**{**vars(by_ben), "scopes": frozenset(DESK)})
    photo = drawing.sent(drawing.photo())
    row = attach(by=by_ben, file=photo, asset=asset, loan=loan, moment="out")

    for page in (f"gear/asset/{asset.pk}", f"lending/loan/{loan.pk}"):
        shown = staff.get(f"/catalog/admin/{page}/change/").content.decode()
        assert f"/attachments/{row.pk}/thumbnail/" in shown
    shown = staff.get(f"/catalog/admin/gear/product/{asset.product_id}/change/").content.decode()
    assert f"/attachments/{picture.pk}/thumbnail/" in shown


def test_the_asset_s_page_shows_what_it_looks_like(staff, admin_user, make_asset, picture):
    admin_user.scopes = DESK
    admin_user.save()

    page = staff.get(f"/catalog/assets/{make_asset().tag}/").content.decode()

    assert f'src="/catalog/api/v1/attachments/{picture.pk}/thumbnail/"' in page
