"""`GET /products/{id}/availability/` and `/kits/{id}/availability/`."""

from datetime import timedelta

import pytest

from catalog_service.gear import actions as gear
from catalog_service.lending import actions, selectors
from catalog_service.lending.models import Part, Some
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.conftest import NOON, hour


@pytest.fixture
def shelf(make_asset, thinkpad, by_ben):
    """Three laptops and a stand; one more is in repair."""
    for number in (1, 2, 3):
        make_asset(f"LT-{number}")
    make_asset("LT-4", status="in_repair")
    stand = gear.create_product(by=by_ben, title="Stand")
    make_asset("ST-1", product=stand)
    return stand


@pytest.fixture
def kit(shelf, thinkpad, by_ben):
    """A laptop and a stand."""
    return actions.create_kit(by=by_ben, name="Talk", parts=[Part(thinkpad), Part(shelf)])


def free(of, start=0, end=8, at=NOON):
    """Return how many are free in the hours after noon, as `{(from, to): free}`, and the whole."""
    [found] = selectors.amounts([of], hour(start), hour(end), at=at)
    spans = [
        [(t - NOON) / timedelta(hours=1) for t in (s.starts_at, s.ends_at)] for s in found.spans
    ]
    return {tuple(s): a.free for s, a in zip(spans, found.spans, strict=True)}, found


def test_between_promises_more_are_free(shelf, reserve, lend, thinkpad, make_asset):
    reserve(Some(thinkpad, 2), start=1, end=3)
    reserve(Some(thinkpad), start=3, end=4)
    reserve(Some(thinkpad), start=2, end=3)

    spans, found = free(thinkpad)

    assert spans == {(0, 1): 3, (1, 2): 1, (2, 3): 0, (3, 4): 2, (4, 8): 3}
    assert (found.total, found.throughout, found.overdue) == (3, 0, 0)
    assert free(thinkpad, start=1, end=2)[0] == {(1, 2): 1}


def test_a_kit_is_free_as_often_as_all_of_its_parts(shelf, kit, reserve, thinkpad):
    reserve(Some(kit), start=1, end=2)
    reserve(Some(thinkpad, 3), start=4, end=5)

    spans, found = free(kit)

    assert spans == {(0, 1): 1, (1, 2): 0, (2, 4): 1, (4, 5): 0, (5, 8): 1}
    assert (found.name, found.total) == ("Talk", 1)


def test_what_is_overdue_is_told(shelf, lend, thinkpad):
    lend(thinkpad.assets.get(tag="LT-1"), due=1)

    spans, found = free(thinkpad, start=2, at=hour(2))

    assert (spans, found.overdue) == ({(2, 8): 3}, 1)


def test_it_is_asked_for(ben, refused, kit, thinkpad, shelf):
    for nouns, row, total in (("products", thinkpad, 3), ("kits", kit, 1)):
        body = ben.get(f"{API}{nouns}/{row.pk}/availability/").json()

        assert (body["id"], body["name"], body["total"]) == (str(row.pk), str(row), total)
        assert body["spans"] == [{"from": body["from"], "to": body["to"], "free": total}]
        refused(ben.get(f"{API}{nouns}/{row.pk}/availability/?from=noon"), 400, "invalid")
        page = ben.get(f"{API}{nouns}/{row.pk}/availability/", HTTP_ACCEPT="text/html")
        assert page.status_code == 200
