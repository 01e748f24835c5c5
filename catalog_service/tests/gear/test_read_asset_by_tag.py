"""`GET /assets/by-tag/{tag}/`."""

import pytest

from catalog_service.tests.conftest import API


@pytest.mark.parametrize("tag", ["LT-0101", "lt-0101"])
def test_what_a_scanner_reads_finds_the_asset(cleo, make_asset, tag):
    asset = make_asset("LT-0101")

    answer = cleo.get(f"{API}assets/by-tag/{tag}/")

    assert answer.json()["id"] == str(asset.id)
    assert answer["ETag"] == '"1"'


def test_a_tag_may_hold_anything(cleo, make_asset):
    make_asset("A/1 ü")

    assert cleo.get(f"{API}assets/by-tag/A/1 ü/").json()["tag"] == "A/1 ü"
    assert cleo.get(f"{API}assets/by-tag/A%2F1%20%C3%BC").json()["tag"] == "A/1 ü"


@pytest.mark.parametrize("tag", ["LT-9", "LT", "%00", "%", "_"])
def test_an_unknown_tag_is_not_found(cleo, refused, make_asset, tag):
    make_asset("LT-0101")

    refused(cleo.get(f"{API}assets/by-tag/{tag}/"), 404, "not_found")


def test_looking_needs_the_scope(as_caller, refused, make_asset):
    make_asset("LT-0101")

    refused(as_caller(scopes=[]).get(f"{API}assets/by-tag/LT-0101/"), 403, "forbidden")
