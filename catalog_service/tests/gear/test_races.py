"""Two who do things at the same moment."""

import pytest
from django.db import connection
from django.db.models.deletion import ProtectedError

from catalog_service.gear import actions
from catalog_service.gear.models import Asset
from catalog_service.gear.views import AssetViewSet, ProductViewSet
from catalog_service.tests.conftest import API


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
