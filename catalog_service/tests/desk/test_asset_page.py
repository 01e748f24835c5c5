"""The page of an asset says how it is, in the team's own words, and who has it or where it is."""

from datetime import timedelta

from django.utils.timezone import now

from catalog_service.gear import actions as gear
from catalog_service.lending import actions
from catalog_service.lending.models import HandedOut

PAGE = "/catalog/assets/LT-1/"


def test_it_says_what_the_team_calls_its_state(desk, make_asset, by_ben):
    label = gear.create_status_label(by=by_ben, name="Waiting for parts", status="in_repair")
    make_asset("LT-1", status_label=label)

    assert "In Repair: Waiting for parts" in desk.get(PAGE).content.decode()


def test_it_says_where_it_is_lent_to(desk, make_asset, by_ben):
    asset, at = make_asset("LT-1"), now()
    place = gear.create_location(by=by_ben, name="Hall")
    words = {"place": place, "due_at": at + timedelta(days=1), "lines": [HandedOut(asset)]}
    actions.check_out(by=by_ben, at=at, **words)

    page = desk.get(PAGE).content.decode()

    assert "<dt>Place</dt><dd>Hall</dd>" in page
    assert "out, Hall" in page
