"""Two who do things at the same moment."""

import pytest
from django.db import connection
from django.db.models.deletion import ProtectedError

from catalog_service.gear import actions
from catalog_service.gear.models import Asset
from catalog_service.gear.views import AssetViewSet, ProductViewSet
from catalog_service.tests.conftest import API, SCOPES
from chassis.events.models import OutboxEvent
from chassis.testing.clients import client_of
from chassis.testing.threads import at_once

ROUNDS = 60


def test_an_asset_that_comes_while_its_product_goes_is_a_clash_and_no_crash(
    ben, refused, thinkpad, monkeypatch
):
    def delete(*, product, by):
        raise ProtectedError("An asset came meanwhile.", set())

    monkeypatch.setattr(ProductViewSet, "delete_verb", staticmethod(delete))

    refused(ben.delete(f"{API}products/{thinkpad.id}/"), 409, "conflict")


@pytest.mark.django_db(transaction=True)
def test_a_product_that_went_meanwhile_is_a_clash_and_no_crash(ben, refused, thinkpad, monkeypatch):
    create = actions.create_asset

    def create_without_product(**details):
        asset = create(**details)
        with connection.cursor() as cursor:  # what the other transaction did
            cursor.execute("DELETE FROM gear_productport")
            cursor.execute("DELETE FROM gear_product")
        return asset

    monkeypatch.setattr(AssetViewSet, "create_verb", staticmethod(create_without_product))

    refused(
        ben.post(f"{API}assets/", {"tag": "LT-1", "product": str(thinkpad.id)}), 409, "conflict"
    )
    assert not Asset.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_asset_may_be_changed_while_its_product_is_renamed(make_asset, thinkpad):
    """Who names the product an asset has already once waited for who renames it, and he for her."""
    places = f"{API}assets/{make_asset().id}/", f"{API}products/{thinkpad.id}/"

    def change(place, words):
        client = client_of(scopes=SCOPES)
        return [client.patch(place, words(n)).status_code for n in range(ROUNDS)]

    statuses = at_once(
        lambda: change(places[0], lambda n: {"product": str(thinkpad.id), "notes": f"Round {n}"}),
        lambda: change(places[1], lambda n: {"title": f"T14 of round {n}"}),
    )

    assert statuses == [[200] * ROUNDS] * 2
    told = OutboxEvent.objects.filter(type="catalog.asset_changed.v1").order_by("version")
    assert told.last().data["title"] == f"T14 of round {ROUNDS - 1}"
    assert told.count() == Asset.objects.get().version == 2 * ROUNDS + 1
