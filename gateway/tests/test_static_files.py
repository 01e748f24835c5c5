"""Static files are fetched once, and outlive their service."""

import time
from contextlib import ExitStack

from gateway.tests import upstreams
from gateway.tests.running import Gateway, Start
from gateway.tests.upstreams import Reply, Upstream

FOR_A_YEAR = Reply(
    headers=(
        ("Content-Type", "text/css"),
        ("Cache-Control", "max-age=31536000, public, immutable"),
    ),
    body=b"body {}",
)


def test_a_static_file_is_fetched_once(gateway: Gateway, catalog: Upstream) -> None:
    catalog.says(FOR_A_YEAR)

    answers = [gateway.get("/catalog/static/a.1.css", X_Request_ID=f"request-{n}") for n in "12"]

    assert len(catalog.received) == 1
    assert [answer.body for answer in answers] == [b"body {}"] * 2
    assert [answer.one("X-Request-ID") for answer in answers] == ["request-1", "request-2"]
    assert answers[1].one("Cache-Control") == "max-age=31536000, public, immutable"


def test_a_file_that_must_not_be_kept_is_fetched_again(gateway: Gateway, catalog: Upstream) -> None:
    catalog.says(Reply(headers=(("Cache-Control", "no-store"),)))

    for _ in range(2):
        gateway.get("/catalog/static/a.css")

    assert len(catalog.received) == 2


def test_nothing_else_is_kept(gateway: Gateway, catalog: Upstream) -> None:
    catalog.says(FOR_A_YEAR)

    for _ in range(2):
        gateway.get("/catalog/api/v1/products/")

    assert len(catalog.received) == 2


def test_services_do_not_get_each_others_files(
    gateway: Gateway, catalog: Upstream, tasks: Upstream
) -> None:
    catalog.says(FOR_A_YEAR)

    gateway.get("/catalog/static/a.1.css")
    gateway.get("/tasks/static/a.1.css")

    assert len(tasks.received) == 1


def test_packed_and_plain_copies_are_kept_apart(gateway: Gateway, catalog: Upstream) -> None:
    def whitenoise(request: upstreams.Received) -> Reply:
        is_packed = request.all("Accept-Encoding") == ["gzip"]
        packed = (("Content-Encoding", "gzip"),) if is_packed else ()
        return Reply(
            headers=(*FOR_A_YEAR.headers, ("Vary", "Accept-Encoding"), *packed),
            body=b"packed" if is_packed else b"plain",
        )

    catalog.reply = whitenoise

    assert gateway.get("/catalog/static/a.1.css", Accept_Encoding="gzip").body == b"packed"
    assert gateway.get("/catalog/static/a.1.css").body == b"plain"
    assert gateway.get("/catalog/static/a.1.css", Accept_Encoding="gzip").body == b"packed"


def test_a_file_outlives_its_service(start: Start, cleanup: ExitStack) -> None:
    stale_soon = Reply(headers=(("Cache-Control", "max-age=1"),), body=b"still here")
    with upstreams.running(Upstream()) as catalog:
        catalog.says(stale_soon)
        gateway = start(catalog=[catalog])
        gateway.get("/catalog/static/a.css")
    time.sleep(2.1)  # Nginx counts whole seconds

    answer = gateway.get("/catalog/static/a.css")

    assert (answer.status, answer.body) == (200, b"still here")
