"""Somebody is forgotten in the tables of the catalog, whatever kinds of columns they have."""

from uuid import UUID

import pytest

from catalog_service.gear.models import Product
from chassis.privacy import sweeping
from chassis.privacy.words import Erasure

pytestmark = pytest.mark.django_db
QUIX = UUID("018f5f5e-0000-7000-8000-0000000000aa")


def test_words_go_from_texts_and_from_json(make_asset):
    asset = make_asset("LT-1", notes="Ask quix.7")
    Product.objects.filter(pk=asset.product_id).update(specs={"owner": "quix.7"})
    erasure = Erasure(subject=QUIX, words=["quix.7"], called="Erased person 00AA")

    found = sweeping.sweep(erasure)

    asset.refresh_from_db()
    assert asset.notes == "Ask Erased person 00AA"
    assert asset.product.specs == {"owner": "Erased person 00AA"}
    assert (found["gear_asset"], found["gear_product"]) == (1, 1)
