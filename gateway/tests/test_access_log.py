"""One line of JSON for each request, and nothing secret in it."""

from pathlib import Path

import pytest

from gateway.tests.running import Gateway, Start
from gateway.tests.upstreams import HANGS_UP, Upstream


def test_a_request_is_one_line(gateway: Gateway, catalog: Upstream) -> None:
    gateway.send("POST", "/catalog/x/?token=secret", b"", {"X-Request-ID": "abcdefgh"})

    (line,) = gateway.logged()
    assert line.pop("time")
    assert line.pop("at") > 1_700_000_000
    assert line.pop("bytes") > 0
    assert line.pop("duration") >= 0
    assert float(line.pop("upstream_time")) >= 0
    assert line == {
        "service": "gateway",
        "event": "request",
        "request_id": "abcdefgh",
        "method": "POST",
        "path": "/catalog/x/",
        "status": 200,
        "upstream": f"127.0.0.1:{catalog.port}",
        "client": "127.0.0.1",
    }


def test_an_error_keeps_its_method_and_path(start: Start) -> None:
    gateway = start()

    gateway.send("PATCH", "/catalog/x/", b"", {"Idempotency-Key": "k-1"})

    (line,) = gateway.logged()
    assert (line["method"], line["path"], line["status"]) == ("PATCH", "/catalog/x/", 503)


def test_a_line_cannot_be_forged(gateway: Gateway) -> None:
    forged = b'"},{"status":1'

    gateway.raw(b"GET /%b HTTP/1.0\r\nX-Request-ID: %b\r\n\r\n" % (forged, forged))

    (line,) = gateway.logged()
    assert line["status"] in (400, 404)


def test_asking_for_health_is_not_logged(gateway: Gateway) -> None:
    gateway.get("/portal/health")
    gateway.get("/portal/health/catalog")
    gateway.get("/nothing")

    assert [line["path"] for line in gateway.logged()] == ["/nothing"]


@pytest.mark.parametrize(("level", "is_told"), [("crit", False), ("warn", True)])
def test_no_line_about_trouble_holds_a_query(
    start: Start, catalog: Upstream, tmp_path: Path, level: str, is_told: bool
) -> None:
    lines = tmp_path / "errors"
    catalog.says(HANGS_UP)
    gateway = start(
        lambda text: text.replace("error_log stderr crit", f"error_log {lines} {level}"),
        catalog=[catalog],
    )

    assert gateway.get("/catalog/x/?token=a-secret").status == 502
    assert gateway.get("/catalog/x/", Referer="http://x/?token=a-secret").status == 502
    large = {"Content-Length": str(10**9)}
    assert gateway.send("POST", "/catalog/x/?token=a-secret", headers=large).status == 413
    assert (b"a-secret" in lines.read_bytes()) is is_told
