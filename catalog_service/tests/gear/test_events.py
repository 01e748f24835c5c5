"""What gear tells other services, on every way on which it changes."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from catalog_service.gear import actions
from catalog_service.gear.models import Asset
from catalog_service.tests.conftest import API
from chassis.testing.outbox import told

ASSETS = f"{API}assets/"
CHANGED, DELETED = "catalog.asset_changed.v1", "catalog.asset_deleted.v1"
LIST = "/catalog/admin/gear/asset/"


def said(asset_id, product, *, version=1, **changes):
    """Return what is told of an asset."""
    usual = {
        "asset_id": str(asset_id),
        "tag": "LT-0101",
        "title": product.title,
        "product_id": str(product.id),
    }
    return (CHANGED, version, {**usual, **changes})


def test_a_new_asset_is_told_of(ben, thinkpad):
    made = ben.post(ASSETS, {"tag": "LT-1", "product": str(thinkpad.id)}).json()

    assert told() == [said(made["id"], thinkpad, tag="LT-1")]


def test_every_change_is_told_of_also_of_what_nobody_else_reads(ben, thinkpad, make_asset):
    asset = make_asset()
    told()

    ben.patch(f"{ASSETS}{asset.id}/", {"notes": "Red bag."})

    assert told() == [said(asset.id, thinkpad, version=2)]


def test_another_product_gives_an_asset_another_title(thinkpad, make_asset, by_ben):
    asset, camera = make_asset(), actions.create_product(by=by_ben, title="Camera")
    told()

    actions.change_asset(asset=asset, by=by_ben, product=camera)

    assert told() == [said(asset.id, camera, version=2)]


def test_the_end_of_an_asset_is_told_of_with_the_next_version(ben, make_asset, by_ben):
    asset = make_asset()
    actions.change_asset(asset=Asset.objects.get(), by=by_ben, status="lost")
    told()

    ben.delete(f"{ASSETS}{asset.id}/")

    assert told() == [(DELETED, 3, {"asset_id": str(asset.id)})]


def test_an_end_is_told_of_once(make_asset, by_ben):
    asset = make_asset()
    told()

    for _ in range(2):
        actions.delete_asset(asset=Asset(pk=asset.pk), by=by_ben)

    assert [type_ for type_, _, _ in told()] == [DELETED]


def test_a_new_title_of_a_product_is_told_of_by_its_assets(ben, thinkpad, make_asset, by_ben):
    one, two = make_asset("LT-1"), make_asset("LT-2")
    make_asset("CAM-1", product=actions.create_product(by=by_ben, title="Camera"))
    told()

    ben.patch(f"{API}products/{thinkpad.id}/", {"title": "T14 (blue)"})

    assert sorted(told(), key=lambda event: event[2]["tag"]) == [
        said(one.id, thinkpad, version=2, tag="LT-1", title="T14 (blue)"),
        said(two.id, thinkpad, version=2, tag="LT-2", title="T14 (blue)"),
    ]
    one.refresh_from_db()
    assert one.version == 2


def test_other_news_of_a_product_are_none_of_its_assets(ben, thinkpad, make_asset):
    make_asset()
    told()

    ben.patch(f"{API}products/{thinkpad.id}/", {"notes": "Heavy.", "title": thinkpad.title})

    assert told() == []


def test_a_title_costs_as_many_queries_for_twenty_assets_as_for_one(
    thinkpad, make_asset, by_ben, django_assert_max_num_queries
):
    for number in range(20):
        make_asset(f"LT-{number}")
    told()

    with django_assert_max_num_queries(10):
        actions.change_product(product=thinkpad, by=by_ben, title="T14 (blue)")

    assert len(told()) == 20


def test_the_admins_pages_tell_too(staff, thinkpad, make_asset):
    one, two = make_asset("LT-1"), make_asset("LT-2")
    told()

    staff.post(LIST, {"action": "mark_lost", "_selected_action": [str(one.id)]})
    staff.post(f"{LIST}{two.id}/delete/", {"post": "yes"})

    assert told() == [
        said(one.id, thinkpad, version=2, tag="LT-1"),
        (DELETED, 2, {"asset_id": str(two.id)}),
    ]


def test_the_demo_tells_of_its_gear(db):
    call_command("seed_demo")

    tags = [data["tag"] for type_, version, data in told() if (type_, version) == (CHANGED, 1)]
    assert len(tags) == len(set(tags)) == Asset.objects.count()


def test_what_is_refused_tells_nothing(ben, thinkpad, make_asset):
    make_asset("LT-1")
    told()

    ben.post(ASSETS, {"tag": "lt-1", "product": str(thinkpad.id)})

    assert told() == []


def test_the_snapshot_says_the_same(as_caller, make_asset):
    for tag in ("LT-1", "LT-2"):
        make_asset(tag)
    events = {data["asset_id"]: (version, data) for _, version, data in told()}
    tasks = as_caller(id="tasks", client_id="tasks", roles=(), scopes=["catalog:internal"])

    rows = tasks.get("/catalog/internal/snapshots/assets/").json()["results"]

    assert {row.pop("id"): (row.pop("version"), row) for row in rows} == events


@pytest.mark.django_db(transaction=True)
def test_an_asset_that_comes_while_its_product_gets_a_new_title_has_that_title(thinkpad, by_ben):
    def add():
        try:
            actions.create_asset(by=by_ben, tag="LT-1", product=thinkpad)
        finally:
            connection.close()

    adding = threading.Thread(target=add)
    with transaction.atomic():
        renamed = type(thinkpad).objects.select_for_update(no_key=True).get()
        actions.change_product(product=renamed, by=by_ben, title="T14 (blue)")
        adding.start()
        adding.join(0.5)
        assert adding.is_alive()  # it waits for the title
    adding.join()

    assert [data["title"] for _, _, data in told()] == ["T14 (blue)"]
