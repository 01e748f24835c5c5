"""`GET /products/{id}/` and its history."""

import pytest

from catalog_service.tests.conftest import API
from chassis.logins.subjects import DEMO_SUBS


def test_whoever_may_look_reads_it_with_its_ports(cleo, thinkpad, lenovo, laptops, usb_c):
    body = cleo.get(f"{API}products/{thinkpad.id}/").json()

    assert body == {
        "id": str(thinkpad.id),
        "title": "Lenovo T14",
        "model": "T14",
        "manufacturer": str(lenovo.id),
        "category": str(laptops.id),
        "specs": {"memory_gb": 32},
        "image": None,
        "image_url": None,
        "notes": "",
        "lifetime_months": None,
        "ports": [
            {"port": str(usb_c.id), "name": "USB-C", "slug": "usb-c", "kind": "", "count": 2}
        ],
        "created_at": body["created_at"],
        "updated_at": body["updated_at"],
        "version": 1,
    }


def test_who_has_this_version_already_is_told_so(cleo, thinkpad):
    etag = cleo.get(f"{API}products/{thinkpad.id}/")["ETag"]

    assert cleo.get(f"{API}products/{thinkpad.id}/", HTTP_IF_NONE_MATCH=etag).status_code == 304


@pytest.mark.parametrize("name", ["nothing", "17", "018f5f5e-0000-7000-8000-00000000000a"])
def test_what_is_not_there_is_not_found(cleo, refused, name):
    refused(cleo.get(f"{API}products/{name}/"), 404, "not_found")


def test_fields_are_chosen(cleo, thinkpad):
    body = cleo.get(f"{API}products/{thinkpad.id}/", {"fields": "id,title"}).json()

    assert body == {"id": str(thinkpad.id), "title": "Lenovo T14"}


def test_its_history_tells_who_changed_what(ben, thinkpad):
    ben.patch(f"{API}products/{thinkpad.id}/", {"notes": "Heavy."})

    newest, first = ben.get(f"{API}products/{thinkpad.id}/history/").json()

    assert (newest["action"], newest["actor"]) == ("update", DEMO_SUBS["ben"])
    assert newest["changes"] == {"notes": ["", "Heavy."]}
    assert first["action"] == "insert"


def test_looking_needs_the_scope(as_caller, thinkpad, refused):
    stranger = as_caller(scopes=["tasks:read"])

    refused(stranger.get(f"{API}products/{thinkpad.id}/"), 403, "forbidden")
