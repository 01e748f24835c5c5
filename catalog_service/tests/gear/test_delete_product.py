"""`DELETE /products/{id}/`."""

from catalog_service.gear.models import Port, Product, ProductPort
from catalog_service.tests.conftest import API


def test_a_product_goes_with_its_list_of_ports(ben, thinkpad):
    assert ben.delete(f"{API}products/{thinkpad.id}/").status_code == 204

    assert (Product.objects.count(), ProductPort.objects.count()) == (0, 0)
    assert Port.objects.count() == 1


def test_a_product_with_assets_stays_and_says_how_many(ben, refused, thinkpad, make_asset):
    make_asset("LT-1")
    make_asset("LT-2")

    body = refused(ben.delete(f"{API}products/{thinkpad.id}/"), 409, "product_in_use")

    assert "2 assets" in body["detail"]


def test_writing_needs_the_scope(cleo, thinkpad, refused):
    refused(cleo.delete(f"{API}products/{thinkpad.id}/"), 403, "forbidden")
