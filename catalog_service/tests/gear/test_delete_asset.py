"""`DELETE /assets/{id}/`."""

from catalog_service.gear.models import Asset
from catalog_service.tests.conftest import API


def test_an_asset_goes_and_its_history_stays(ben, make_asset):
    asset = make_asset()

    assert ben.delete(f"{API}assets/{asset.id}/").status_code == 204

    assert not Asset.objects.exists()
    events = Asset.pgh_event_model.objects.order_by("pgh_id")
    assert [event.pgh_label for event in events] == ["insert", "delete"]
