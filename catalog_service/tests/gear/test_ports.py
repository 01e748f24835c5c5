"""`/ports/`."""

import pytest

from catalog_service.tests.conftest import API
from chassis.logins.subjects import DEMO_SUBS

PORTS = f"{API}ports/"


def test_a_slug_is_made_from_the_name_and_the_kind_is_open(ben):
    body = ben.post(PORTS, {"name": "USB-C"}).json()

    assert (body["slug"], body["kind"]) == ("usb-c", "")


def test_a_slug_may_be_there_once_for_each_kind(ben, refused, usb_c):
    assert ben.post(PORTS, {"name": "USB-C", "kind": "interface"}).status_code == 201

    refused(ben.post(PORTS, {"name": "USB-C", "kind": "interface"}), 409, "slug_taken")
    refused(ben.post(PORTS, {"name": "USB-C"}), 409, "slug_taken")


@pytest.mark.parametrize("kind", ["a b", "x" * 51, "a/b"])
def test_a_kind_has_a_form(ben, refused, kind):
    refused(ben.post(PORTS, {"name": "USB-C", "kind": kind}), 400, "invalid")


def test_a_port_is_changed(ben, usb_c):
    body = ben.patch(f"{PORTS}{usb_c.id}/", {"kind": "interface"}).json()

    assert (body["name"], body["kind"], body["version"]) == ("USB-C", "interface", 2)


@pytest.mark.parametrize("change", [{"name": "USB C"}, {"slug": "usbc"}, {"kind": "interface"}])
def test_a_product_that_shows_a_port_changes_with_it(ben, thinkpad, usb_c, change):
    address = f"{API}products/{thinkpad.id}/"
    etag = ben.get(address)["ETag"]

    ben.patch(f"{PORTS}{usb_c.id}/", change)
    read = ben.get(address, HTTP_IF_NONE_MATCH=etag)

    assert (read.status_code, read["ETag"]) == (200, '"2"')
    assert change.items() <= read.json()["ports"][0].items()
    newest, first = ben.get(f"{address}history/").json()
    assert (newest["action"], newest["actor"]) == ("update", DEMO_SUBS["ben"])
    assert (newest["changes"], first["action"]) == ({}, "insert")


def test_a_product_stays_when_its_port_or_a_port_of_others_stays_as_it_was(
    ben, thinkpad, usb_c, hdmi
):
    ben.patch(f"{PORTS}{usb_c.id}/", {"name": "USB-C"})
    ben.patch(f"{PORTS}{hdmi.id}/", {"name": "High definition"})

    thinkpad.refresh_from_db()
    assert thinkpad.version == 1


def test_one_that_products_have_stays(ben, refused, thinkpad, usb_c):
    refused(ben.delete(f"{PORTS}{usb_c.id}/"), 409, "port_in_use")


def test_the_list_is_narrowed_by_kind_and_slug(cleo, ben, usb_c):
    ben.post(PORTS, {"name": "HDMI", "kind": "video"})

    def names(**parameters):
        return [row["name"] for row in cleo.get(PORTS, parameters).json()["results"]]

    assert names() == ["HDMI", "USB-C"]
    assert names(kind="video") == ["HDMI"]
    assert names(slug="usb-c") == ["USB-C"]
