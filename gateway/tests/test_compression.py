"""Large texts travel packed, if the client can unpack them."""

import gzip

import pytest

from gateway.tests.running import Gateway
from gateway.tests.upstreams import Reply, Upstream

LARGE = b'{"a": "' + b"a" * 5000 + b'"}'


@pytest.mark.parametrize(
    "kind",
    ["application/json", "application/problem+json", "text/html", "text/css", "text/javascript"],
)
def test_a_large_text_is_packed(gateway: Gateway, catalog: Upstream, kind: str) -> None:
    catalog.says(Reply(headers=(("Content-Type", kind),), body=LARGE))

    answer = gateway.get("/catalog/", Accept_Encoding="gzip")

    assert answer.one("Content-Encoding") == "gzip"
    assert "Accept-Encoding" in answer.one("Vary")
    assert gzip.decompress(answer.body) == LARGE


def test_a_proxy_on_the_way_changes_nothing(gateway: Gateway, catalog: Upstream) -> None:
    catalog.says(Reply(body=LARGE))

    answer = gateway.get("/catalog/", Accept_Encoding="gzip", Via="1.1 proxy")

    assert answer.one("Content-Encoding") == "gzip"


def test_whoever_cannot_unpack_gets_it_plain(gateway: Gateway, catalog: Upstream) -> None:
    catalog.says(Reply(body=LARGE))

    answer = gateway.get("/catalog/")

    assert (answer.all("Content-Encoding"), answer.body) == ([], LARGE)


def test_packing_makes_a_strong_tag_weak(gateway: Gateway, catalog: Upstream) -> None:
    """Services ignore the W/ when they compare: what the client sends back still matches."""
    catalog.says(Reply(headers=(("Content-Type", "application/json"), ("ETag", '"7"')), body=LARGE))

    assert gateway.get("/catalog/").one("ETag") == '"7"'
    assert gateway.get("/catalog/", Accept_Encoding="gzip").one("ETag") == 'W/"7"'
