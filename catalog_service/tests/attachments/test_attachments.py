"""`/attachments/`: files of gear."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from catalog_service.attachments import actions
from catalog_service.attachments.models import Attachment
from catalog_service.tests.conftest import API
from chassis.ids import uuid7
from chassis.tests.files import drawing

ATTACHMENTS = f"{API}attachments/"


def form(content=None, name="photo.jpg", **words):
    """Return what a form sends."""
    return {"file": ContentFile(content or drawing.photo(), name), **words}


def kept():
    """Return the names of the files that are kept."""
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


@pytest.fixture
def send(ben):
    """Send a file."""

    def send(*, key="", **words):
        headers = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
        return ben.post(ATTACHMENTS, form(**words), format="multipart", **headers)

    return send


@pytest.fixture
def asset(make_asset):
    """A laptop."""
    return make_asset()


@pytest.fixture
def sent(send, asset):
    """A photo of an asset."""
    return send(asset=str(asset.id)).json()


def test_a_photo_is_kept_without_what_the_camera_wrote(send, asset, ben):
    answer = send(asset=str(asset.id))

    made = answer.json()
    assert answer.status_code == 201, made
    assert answer["Location"] == f"{ATTACHMENTS}{made['id']}/"
    assert (made["media_type"], made["name"]) == ("image/jpeg", "photo.jpg")
    assert (made["width"], made["height"]) == (48, 64)
    assert made["asset"] == str(asset.id)
    assert kept() == [f"{made['id']}.jpg", f"{made['id']}.small.webp"]
    assert b"Cleo" not in b"".join(ben.get(made["file_url"]).streaming_content)


def test_it_is_served_so_that_it_can_do_no_harm(sent, cleo):
    answer = cleo.get(sent["file_url"])

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Disposition"].startswith("inline")
    assert cleo.get(sent["thumbnail_url"])["Content-Type"] == "image/webp"


@pytest.mark.parametrize("accept", ["image/webp,image/*", "text/html", "*/*"])
def test_it_is_a_file_whoever_asks(sent, cleo, accept):
    assert cleo.get(sent["file_url"], HTTP_ACCEPT=accept)["Content-Type"] == "image/jpeg"


def test_who_has_it_already_hears_so(sent, cleo):
    for url in (sent["file_url"], sent["thumbnail_url"]):
        tag = cleo.get(url)["ETag"]

        assert cleo.get(url, HTTP_IF_NONE_MATCH=tag).status_code == 304


def test_what_is_no_picture_is_to_be_saved(send, thinkpad, cleo, refused):
    made = send(content=drawing.PDF, name="Manual.pdf", product=str(thinkpad.id)).json()

    answer = cleo.get(made["file_url"])

    assert answer["Content-Disposition"] == 'attachment; filename="Manual.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content) == drawing.PDF
    assert made["thumbnail_url"] is None
    refused(cleo.get(f"{ATTACHMENTS}{made['id']}/thumbnail/"), 404, "not_found")


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"<svg/>", 400, "file_kind_refused"),
        (b"PK\x03\x04" + bytes(100), 400, "file_kind_refused"),
        (drawing.huge_png(), 400, "picture_too_large"),
        (drawing.picture()[:300], 400, "picture_broken"),
        (b" " * 10_000_001, 413, "payload_too_large"),
    ],
)
def test_what_is_not_taken_is_named_and_leaves_nothing(send, asset, refused, content, status, code):
    body = refused(send(content=content, asset=str(asset.id)), status, code)

    assert body["errors"][0]["attr"] == "file"
    assert not Attachment.objects.exists()
    assert kept() == []


def test_an_empty_file_is_refused(ben, asset, refused):
    body = {"file": ContentFile(b"", "x.txt"), "asset": str(asset.id)}

    refused(ben.post(ATTACHMENTS, body, format="multipart"), 400, "file_empty")


def test_it_hangs_on_one_thing_that_is_there(send, asset, thinkpad, refused):
    refused(send(), 400, "one_owner")
    refused(send(asset=str(asset.id), product=str(thinkpad.id)), 400, "one_owner")
    refused(send(asset=str(uuid7())), 400, "invalid")
    refused(send(asset="LT-1"), 400, "invalid")


def test_sent_twice_with_one_key_it_is_there_once(send, asset, refused):
    first, again = (send(key="k-1", asset=str(asset.id)) for _ in range(2))

    assert first.json() == again.json()
    assert Attachment.objects.count() == 1
    assert len(kept()) == 2
    other = drawing.picture("PNG")
    refused(send(key="k-1", content=other, asset=str(asset.id)), 422, "idempotency_key_reused")


def test_lists_are_narrowed_by_what_it_hangs_on(send, sent, asset, thinkpad, cleo):
    send(content=drawing.PDF, product=str(thinkpad.id))

    rows = cleo.get(ATTACHMENTS, {"asset": str(asset.id)}).json()["results"]

    assert [row["id"] for row in rows] == [sent["id"]]
    assert len(cleo.get(ATTACHMENTS).json()["results"]) == 2


@pytest.mark.django_db(transaction=True)
def test_it_goes_with_its_files_and_leaves_its_history(sent, ben, refused):
    assert ben.delete(f"{ATTACHMENTS}{sent['id']}/").status_code == 204

    assert kept() == []
    refused(ben.get(sent["file_url"]), 404, "not_found")
    assert Attachment.pgh_event_model.objects.filter(pgh_obj_id=sent["id"]).count() == 2


@pytest.mark.django_db(transaction=True)
def test_who_deletes_it_and_fails_keeps_it(sent, by_ben, ben):
    with transaction.atomic():
        actions.delete_attachment(attachment=Attachment.objects.get(), by=by_ben)
        transaction.set_rollback(True)

    assert len(kept()) == 2
    assert ben.get(sent["file_url"]).status_code == 200


def test_a_file_that_is_lost_is_told_of(sent, ben, refused):
    for path in Path(settings.MEDIA_ROOT).rglob("*.jpg"):
        path.unlink()

    refused(ben.get(sent["file_url"]), 410, "file_gone")


def test_who_may_only_look_sends_nothing(cleo, asset, refused):
    answer = cleo.post(ATTACHMENTS, form(asset=str(asset.id)), format="multipart")

    refused(answer, 403, "forbidden")


def test_other_bodies_are_refused(ben, asset, refused):
    refused(ben.post(ATTACHMENTS, {"asset": str(asset.id)}), 415, "unsupported_media_type")
