"""What was exported is imported as it is, and changes nothing."""

from datetime import date
from decimal import Decimal

from catalog_service.gear import actions
from catalog_service.gear.models import Asset
from catalog_service.tests.conftest import API


def exported(client, plural):
    """Return the file of all rows."""
    return b"".join(client.get(f"{API}{plural}/export/").streaming_content)


def test_assets_come_back_as_they_went(ben, make_asset, run):
    make_asset("-1", notes="=1+1", serial="'=1", purchase_cost=Decimal("10"))
    make_asset("LT-2", location="Shelf ; 2", purchase_date=date(2024, 2, 3), status="in_repair")

    report = run(exported(ben, "assets"), kind="assets")
    assert (report["unchanged"], report["updated"], report["failed"]) == (2, 0, 0)


def test_what_is_gone_comes_back(ben, by_ben, make_asset, run):
    asset = make_asset("@2", notes="-")
    file = exported(ben, "assets")
    actions.delete_asset(asset=asset, by=by_ben)

    assert run(file, kind="assets")["created"] == 1
    assert Asset.objects.values_list("tag", "notes").get() == ("@2", "-")


def test_products_come_back_as_they_went(ben, thinkpad, by_ben, run):
    specs = {"part_number": "+49", "u_height": 1, "weight": "1.4", "weight_unit": "kg"}
    actions.change_product(product=thinkpad, by=by_ben, specs=specs, notes="=A1")

    report = run(exported(ben, "products"))
    assert report["failed"] == report["created"] == 0, report
