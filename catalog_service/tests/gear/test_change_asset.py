"""`PUT` and `PATCH /assets/{id}/`."""

import pytest

from catalog_service.tests.conftest import API


@pytest.mark.parametrize("method", ["put", "patch"])
def test_what_is_left_out_stays(ben, make_asset, method):
    asset = make_asset(location="Cabinet 1")

    body = getattr(ben, method)(f"{API}assets/{asset.id}/", {"status": "lost"}).json()

    assert (body["status"], body["location_details"]["name"], body["version"]) == (
        "lost",
        "Cabinet 1",
        2,
    )


def test_a_tag_that_is_taken_is_refused(ben, refused, make_asset):
    make_asset("LT-1")
    other = make_asset("LT-2")

    refused(ben.patch(f"{API}assets/{other.id}/", {"tag": "lt-1"}), 409, "tag_taken")


def test_its_own_tag_is_not_taken(ben, make_asset):
    asset = make_asset("LT-1")

    assert ben.patch(f"{API}assets/{asset.id}/", {"tag": "lt-1"}).json()["tag"] == "lt-1"
