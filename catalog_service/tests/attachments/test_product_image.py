"""A picture stands for its product."""

from catalog_service.attachments import actions
from catalog_service.attachments.models import Attachment
from catalog_service.tests.attachments.test_attachments import ATTACHMENTS
from catalog_service.tests.conftest import API
from chassis.tests.files import drawing


def attach(by, content=None, **owner):
    """Hang a file on something."""
    return actions.attach(by=by, file=drawing.sent(content or drawing.photo()), **owner)


def test_a_product_shows_the_picture_that_was_chosen(ben, by_ben, thinkpad):
    row = attach(by_ben, product=thinkpad)

    for headers in ({}, {"Idempotency-Key": "once"}):
        made = ben.post(f"{ATTACHMENTS}{row.id}/make-image/", {}, headers=headers)
        assert made.status_code == 200

    shown = ben.get(f"{API}products/{thinkpad.id}/").json()
    assert shown["image"] == str(row.id) == made.json()["image"]
    assert ben.get(shown["image_url"])["Content-Type"] == "image/jpeg"


def test_what_is_no_picture_of_a_product_stands_for_none(
    ben, by_ben, thinkpad, make_asset, refused
):
    for row in (
        attach(by_ben, drawing.PDF, product=thinkpad),
        attach(by_ben, asset=make_asset()),
    ):
        answer = ben.post(f"{ATTACHMENTS}{row.id}/make-image/")
        refused(answer, 400, "no_picture_of_a_product")


def test_when_it_goes_the_product_has_none(ben, by_ben, thinkpad):
    row, other = (attach(by_ben, product=thinkpad) for _ in range(2))
    actions.make_image(attachment=row, by=by_ben)

    ben.delete(f"{ATTACHMENTS}{other.id}/")
    assert ben.get(f"{API}products/{thinkpad.id}/").json()["image"] == str(row.id)

    ben.delete(f"{ATTACHMENTS}{row.id}/")
    shown = ben.get(f"{API}products/{thinkpad.id}/").json()
    assert (shown["image"], shown["image_url"]) == (None, None)


def test_a_product_goes_with_its_files(ben, by_ben, thinkpad):
    actions.make_image(attachment=attach(by_ben, product=thinkpad), by=by_ben)

    assert ben.delete(f"{API}products/{thinkpad.id}/").status_code == 204
    assert not Attachment.objects.exists()
