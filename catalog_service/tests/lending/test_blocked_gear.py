"""Gear that has to be looked after is neither promised nor handed out while that is due."""

from datetime import timedelta
from uuid import UUID

from django.utils.timezone import now

from catalog_service.gear.models import Task
from catalog_service.lending import errors
from catalog_service.lending.models import Hold, Loan
from catalog_service.lending.models.reservations import Some
from catalog_service.tests.lending.conftest import refuses
from chassis.testing import knowledge

TASK = UUID(int=99)


def task_of(asset, version=1, **fields):
    """Let the catalog hear of a task that blocks an asset and is due since a minute."""
    due = {"due_at": now() - timedelta(minutes=1), "is_open": True, "blocks_gear": True}
    words = {"asset_id": asset.pk, "title": "Change the lamp", **due, **fields}
    return knowledge.of(Task, TASK, version=version, **words)


def test_it_is_refused_by_name_and_says_what_it_waits_for(asset, other, lend, reserve):
    task_of(asset)

    with refuses(errors.GearBlocked) as refused:
        lend(asset, other)
    with refuses(errors.GearBlocked):
        reserve(asset)

    [said] = refused.value.more["assets"]
    assert said == {
        "asset": str(asset.pk),
        "tag": asset.tag,
        "task": str(TASK),
        "title": "Change the lamp",
    }
    assert not Hold.objects.exists()
    assert lend(other).is_open


def test_it_is_free_again_when_that_is_done(asset, lend):
    task_of(asset)
    task_of(asset, version=2, is_open=False)

    assert lend(asset).is_open


def test_what_is_not_due_yet_or_blocks_nothing_is_in_nobodys_way(asset, other, lend):
    task_of(asset, due_at=now() + timedelta(hours=1))
    lend(asset)
    task_of(other, version=2, blocks_gear=False)
    lend(other)

    assert Loan.objects.count() == 2


def test_of_a_product_another_one_is_picked(asset, other, reserve):
    task_of(asset)
    some = Some(asset.product, 1)

    reservation = reserve(some)

    assert [hold.asset_id for hold in Hold.objects.all()] == [other.pk]
    assert reservation.lines.count() == 1
