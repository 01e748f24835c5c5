"""More and fewer web processes while the system runs."""

from tests.running import until


def test_a_third_instance_takes_traffic_and_leaves_again(system, ana):
    system.manage("scale", "catalog", "3")
    until(lambda: system.status().get("catalog-web-3", {}).get("health") == "ok")

    assert all(ana.get("/catalog/api/v1/ports/").status_code == 200 for _ in range(30))
    assert "request_answered" in system.manage("logs", "catalog-web-3").stdout

    system.manage("scale", "catalog", "2")
    until(lambda: "catalog-web-3" not in system.status())
    assert all(ana.get("/catalog/api/v1/ports/").status_code == 200 for _ in range(10))
