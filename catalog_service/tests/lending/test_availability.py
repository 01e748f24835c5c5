"""`GET /assets/{id}/availability/`."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils.timezone import now

from catalog_service.gear import actions as gear
from catalog_service.lending import selectors
from catalog_service.tests.conftest import API
from catalog_service.tests.lending.conftest import BEN, NOON, hour


@pytest.fixture
def ask(ben):
    """Ask when an asset is free."""

    def ask(asset, client=ben, **words):
        answer = client.get(f"{API}assets/{asset.id}/availability/", words)
        assert answer.status_code == 200, answer.content
        return answer.json()

    return ask


@pytest.fixture
def seen(asset, by_ben):
    """Look when the laptop is free in the hours after noon."""

    def look(start=0, end=8, to=by_ben, at=NOON):
        times = {"starts_at": hour(start), "ends_at": hour(end)}
        [found] = selectors.availability([asset], **times, to=to, at=at)
        return found

    return look


def _hours(spans):
    return [
        ((each.starts_at - NOON) / timedelta(hours=1), (each.ends_at - NOON) / timedelta(hours=1))
        for each in spans
    ]


def test_what_is_not_promised_is_free(ask, asset):
    body = ask(asset)

    assert (body["asset"], body["tag"], body["status"]) == (str(asset.id), "LT-1", "available")
    assert body["free"] == [{"from": body["from"], "to": body["to"]}]
    assert body["taken"] == []


def test_between_promises_it_is_free(seen, lend, reserve, asset):
    lend(asset, due=1)
    reserve(asset, start=2, end=3)
    reserve(asset, start=3, end=4)
    reserve(asset, start=7.5, end=9)

    found = seen()

    assert _hours(found.taken) == [(0, 1), (2, 3), (3, 4), (7.5, 9)]
    assert [each.kind for each in found.taken] == ["loan"] + ["reservation"] * 3
    assert _hours(found.free) == [(1, 2), (4, 7.5)]
    assert _hours(seen(start=2.5, end=7.5).free) == [(4, 7.5)]
    assert _hours(seen(start=2, end=4).free) == []


def test_a_member_sees_that_it_is_taken_and_not_for_what(seen, reserve, asset, by_ben, by_cleo):
    mine = reserve(asset)
    reserve(asset, by=by_ben, borrower=BEN, start=2, end=3)

    assert [each.id for each in seen(to=by_cleo).taken] == [mine.pk, None]
    assert None not in [each.id for each in seen().taken]


@pytest.mark.parametrize("status", ["in_repair", "quarantined", "lost", "retired"])
def test_what_is_kept_back_is_never_free(ask, asset, by_ben, status):
    gear.change_asset(asset=asset, by=by_ben, status=status)

    body = ask(asset)

    assert (body["status"], body["free"]) == (status, [])


def test_nobody_knows_when_what_is_overdue_is_free(seen, lend, asset):
    lend(asset, due=2)

    assert not seen(at=hour(1)).is_overdue
    assert seen(at=hour(3)).is_overdue


def test_a_time_is_asked_for(ask, asset, ben):
    until = selectors.wire(now() + timedelta(days=300))

    assert ask(asset, to=until)["to"] == until
    answer = ask(asset, **{"from": "2030-03-31T00:30:00+01:00"})
    assert (answer["from"], answer["to"]) == (
        "2030-03-30T23:30:00.000000Z",
        "2030-04-29T23:30:00.000000Z",
    )


@pytest.mark.parametrize(
    ("asked", "attr"),
    [
        ({"from": "noon"}, "from"),
        ({"from": "9999-12-31T00:00:00Z"}, "from"),
        ({"from": "2030-01-02T00:00:00Z", "to": "2030-01-02T00:00:00Z"}, "to"),
        ({"from": "2030-01-01T00:00:00Z", "to": "2031-01-03T00:00:00Z"}, "to"),
        ({"until": "2030-01-01T00:00:00Z"}, "until"),
    ],
)
def test_what_makes_no_sense_is_refused(ben, refused, asset, asked, attr):
    answer = ben.get(f"{API}assets/{asset.id}/availability/", asked)

    assert refused(answer, 400, "invalid")["errors"][0]["attr"] == attr


def test_there_must_be_an_asset(ben, refused):
    refused(ben.get(f"{API}assets/{UUID(int=1)}/availability/"), 404, "not_found")
