"""`GET /products/{id}/history/`: the list of ports is told with the product's own fields."""

from catalog_service.tests.conftest import API


def test_the_history_of_a_product_names_its_ports(ben, thinkpad, usb_c, hdmi):
    address = f"{API}products/{thinkpad.id}/"
    (before,) = thinkpad.ports.values("port_id", "count")

    ben.patch(address, {"ports": [{"port": str(hdmi.id), "count": 2}]})

    newest = ben.get(f"{address}history/").json()[0]
    assert newest["changes"] == {
        "ports": [
            [{"port_id": str(usb_c.id), "count": before["count"]}],
            [{"port_id": str(hdmi.id), "count": 2}],
        ]
    }
