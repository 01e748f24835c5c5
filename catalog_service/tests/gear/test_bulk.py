"""Assets and products are changed many at once, through their verbs."""

from catalog_service.gear.models import Asset
from catalog_service.tests.conftest import API
from chassis.events.models import OutboxEvent


def test_assets_are_changed_each_for_itself(ben, make_asset):
    first, second = make_asset("LT-1"), make_asset("LT-2")
    OutboxEvent.objects.all().delete()
    rows = [{"id": str(first.pk), "tag": "lt-2"}, {"id": str(second.pk), "status": "lost"}]

    body = ben.post(f"{API}assets/bulk/", {"rows": rows}).json()
    assert [each["result"] for each in body["results"]] == ["refused", "changed"]
    assert [each["code"] for each in body["results"][0]["errors"]] == ["tag_taken"]
    assert [*Asset.objects.order_by("tag").values_list("tag", "status")] == [
        ("LT-1", "available"), ("LT-2", "lost"),
    ]  # fmt: skip
    assert [event.subject for event in OutboxEvent.objects.all()] == [str(second.pk)]


def test_products_keep_the_ports_that_are_not_named(ben, thinkpad, hdmi):
    rows = [{"id": str(thinkpad.pk), "notes": "Heavy"}]
    ben.post(f"{API}products/bulk/", {"rows": rows, "atomic": True})
    ports = [{"port": "hdmi", "count": 1}]
    body = ben.post(f"{API}products/bulk/", {"rows": [{"id": str(thinkpad.pk), "ports": ports}]})

    assert body.json()["changed"] == 1
    product = ben.get(f"{API}products/{thinkpad.pk}/").json()
    assert (product["notes"], [each["slug"] for each in product["ports"]]) == ("Heavy", ["hdmi"])
