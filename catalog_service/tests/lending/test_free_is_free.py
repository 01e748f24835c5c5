"""What is shown as free is what a reservation gets: hour by hour, whatever is in the way."""

from datetime import date, datetime

import pytest
from django.db import transaction

from catalog_service.gear import actions as gear
from catalog_service.gear.models import Asset
from catalog_service.lending import actions, errors, selectors
from catalog_service.lending.models import ClosedDays, Hold, Part, Some
from catalog_service.tests.lending.conftest import CLEO, HOUR, NOON, hour, refuses
from catalog_service.tests.lending.test_blocked_gear import task_of
from chassis.errors import DomainError

HOURS = range(1, 16)  # NOON is a Monday's


@pytest.fixture
def kit(make_asset, by_ben, thinkpad):
    """A laptop and a stand: there are six of one, another in quarantine, and two of the other."""
    for number in range(1, 7):
        make_asset(f"LT-{number}")
    make_asset("LT-7", status="quarantined")
    stand = gear.create_product(by=by_ben, title="Stand")
    for number in (1, 2):
        make_asset(f"ST-{number}", product=stand)
    return actions.create_kit(by=by_ben, name="Talk", parts=[Part(thinkpad), Part(stand)])


@pytest.fixture
def busy(kit, reserve, lend, thinkpad, by_ben):
    """Promises of all sorts; of those that have one, then one breaks and one has to wait."""
    laptops, stand = Asset.objects.filter(product=thinkpad).order_by("tag"), Asset.objects.get
    lend(laptops[0], due=3)
    reserve(laptops[0], start=5, end=7)
    reserve(laptops[1], start=2, end=4)
    reserve(Some(thinkpad, 2), start=3, end=6)
    reserve(Some(thinkpad), start=5, end=9)
    reserve(Some(kit), start=8, end=10)
    reserve(stand(tag="ST-2"), start=6, end=9)
    of_product = Hold.objects.filter(product=thinkpad).values("asset")
    broken, waiting, *_ = Asset.objects.filter(pk__in=of_product).order_by("tag")
    gear.change_asset(asset=broken, by=by_ben, status="in_repair")
    task_of(waiting)


def policy(by, buffer=0):
    """Open in the afternoon with a break, and closed on the next day."""
    hours = "Mo-Fr 09:00-15:00,16:00-24:00"
    rule = actions.create_policy(by=by, opening_hours=hours, buffer_minutes=buffer)
    tuesday = date(2026, 3, 3)
    ClosedDays.objects.create(policy=rule, first_date=tuesday, last_date=tuesday)


def ask(wanted, start, by):
    """Reserve for an hour; nothing of it stays."""
    when = {"starts_at": hour(start), "ends_at": hour(start + 1)}
    with transaction.atomic():
        actions.request_reservation(by=by, at=NOON, borrower=CLEO, lines=[wanted], **when)
        transaction.set_rollback(True)


def is_had(wanted, start, by):
    """Tell whether a reservation of an hour is made."""
    try:
        ask(wanted, start, by)
    except DomainError:
        return False
    return True


def had(wanted, by):
    return [start for start in HOURS if is_had(wanted, start, by)]


def shown(wanted, by):
    """Return which hours are shown as free to whoever asks for all of them."""
    when = hour(HOURS.start), hour(HOURS.stop)
    if isinstance(wanted, Asset):
        [found] = selectors.availability([wanted], *when, to=by, at=NOON)
        free = found.free
    else:
        [found] = selectors.amounts([wanted.of], *when, at=NOON)
        free = joined(each for each in found.spans if each.free)
    return [
        start
        for start in HOURS
        if any(each.starts_at <= hour(start) and hour(start + 1) <= each.ends_at for each in free)
        and any(each.starts_at <= hour(start) < each.ends_at for each in found.open)
        and any(each.starts_at < hour(start + 1) <= each.ends_at for each in found.open)
    ]


def joined(spans):
    """Join neighbours: how many are free does not matter here."""
    found = []
    for each in spans:
        if found and found[-1].ends_at == each.starts_at:
            each = selectors.Span(found.pop().starts_at, each.ends_at)
        found.append(each)
    return found


def test_what_is_shown_of_a_product_and_a_kit_is_had(busy, kit, by_ben, thinkpad):
    policy(by_ben)

    for some in (Some(thinkpad), Some(kit)):
        assert 0 < len(shown(some, by_ben)) < len(HOURS)
        assert shown(some, by_ben) == had(some, by_ben)


@pytest.mark.parametrize("buffer", [0, 90])
def test_what_is_shown_of_an_asset_is_had(busy, by_ben, buffer):
    policy(by_ben, buffer)

    # What was promised of a product may go to another asset of it and so make room.
    stays = Asset.objects.exclude(pk__in=Hold.objects.filter(product__isnull=False).values("asset"))
    seen = {asset.tag: shown(asset, by_ben) for asset in stays}

    assert seen == {asset.tag: had(asset, by_ben) for asset in stays}
    assert any(seen.values())
    assert not all(seen.values())


@pytest.mark.parametrize("buffer", [30, 60])
def test_what_stays_at_the_desk_for_a_while_is_not_shown(busy, kit, by_ben, thinkpad, buffer):
    policy(by_ben, buffer)

    for some in (Some(thinkpad), Some(kit)):
        assert shown(some, by_ben)
        assert all(is_had(some, start, by_ben) for start in shown(some, by_ben))


def test_what_a_clash_offers_is_had(busy, kit, by_ben, thinkpad):
    policy(by_ben)
    offered = set()

    for wanted in [*Asset.objects.all(), Some(thinkpad), Some(thinkpad, 2), Some(kit)]:
        for start in (2, 5, 8):
            try:
                ask(wanted, start, by_ben)
            except DomainError as error:
                offered |= {(wanted, each["from"]) for each in error.more.get("free", ())}

    begins = [(what, (datetime.fromisoformat(text) - NOON) / HOUR) for what, text in offered]
    assert len(begins) > 10
    assert all(is_had(wanted, start, by_ben) for wanted, start in begins)


def test_what_waits_for_maintenance_is_never_free(asset, reserve, by_ben):
    reserve(asset, start=1, end=2)
    task_of(asset)

    [found] = selectors.availability([asset], hour(0), hour(8), to=by_ben, at=NOON)
    taken, free, _ = selectors.clashes([asset.pk], hour(1), hour(2), own=[])

    assert (found.is_blocked, list(found.free), len(taken), free) == (True, [], 1, [])
    [shelf] = selectors.amounts([asset.product], hour(3), hour(8), at=NOON)
    assert (shelf.total, shelf.throughout) == (0, 0)


def test_one_is_left_for_a_promise_whose_asset_broke(make_asset, reserve, by_ben, thinkpad):
    promised, other = make_asset("LT-1"), make_asset("LT-2")
    reserve(Some(thinkpad), start=2, end=4)
    gear.change_asset(asset=promised, by=by_ben, status="in_repair")
    reserve(other, start=1, end=2)

    with refuses(errors.Taken) as refused:
        reserve(Some(thinkpad), start=1, end=2)

    assert [each["from"] for each in refused.value.more["free"]] == [selectors.wire(hour(4))]


def test_a_promise_that_fits_nowhere_keeps_nobody_else_out(make_asset, reserve, by_ben, thinkpad):
    promised, *others = [make_asset(f"LT-{number}") for number in (1, 2, 3, 4)]
    reserve(Some(thinkpad), start=1, end=3)
    gear.change_asset(asset=promised, by=by_ben, status="in_repair")
    for asset, start in zip(others, (2, 1, 2), strict=True):
        reserve(asset, start=start, end=start + 1)

    assert shown(Some(thinkpad), by_ben)[:3] == [1, 3, 4]
    assert had(Some(thinkpad), by_ben)[:3] == [1, 3, 4]
