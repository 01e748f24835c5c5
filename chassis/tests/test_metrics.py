"""Metrics: by route, never by raw path."""

from chassis.tests.conftest import NOTES


def test_requests_are_counted_by_route(ana):
    place = ana.post(NOTES, {"title": "Tidy"})["Location"]
    ana.get(place)

    page = ana.get("/metrics")

    text = page.content.decode()
    assert page["Content-Type"].startswith("text/plain")
    assert 'http_requests_total{method="POST",route="chassis/api/v1/notes/$"' in text
    assert place.rstrip("/").rpartition("/")[2] not in text


def test_addresses_and_methods_that_nobody_knows_make_no_series_of_their_own(anonymous):
    anonymous.get("/nowhere/at/all")
    anonymous.generic("BREW", "/coffee")

    text = anonymous.get("/metrics").content.decode()

    assert 'method="GET",route="unmatched",status_class="4xx"' in text
    assert 'method="OTHER",route="unmatched"' in text
    assert "BREW" not in text
    assert "nowhere" not in text
