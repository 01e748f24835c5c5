"""What a client says about itself is not what the services hear."""

import pytest

from gateway.tests.running import Gateway
from gateway.tests.upstreams import Upstream


def test_the_services_hear_who_is_asking_from_us(gateway: Gateway, catalog: Upstream) -> None:
    gateway.send(
        "GET",
        "/catalog/",
        headers={
            "Host": "desk.example:8443",
            "X-Forwarded-For": "192.0.2.7",
            "X-Real-IP": "192.0.2.7",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "evil.example",
        },
    )

    (heard,) = catalog.received
    assert heard.all("Host") == ["desk.example:8443"]
    assert heard.all("X-Forwarded-For") == ["127.0.0.1"]
    assert heard.all("X-Real-IP") == ["127.0.0.1"]
    assert heard.all("X-Forwarded-Proto") == ["http"]
    assert heard.all("X-Forwarded-Host") == ["desk.example:8443"]


@pytest.mark.parametrize(
    "name",
    [
        "Forwarded",
        "X-Forwarded-Port",
        "X-Forwarded-Prefix",
        "X-Forwarded-User",
        "X-Remote-User",
        "Remote-User",
        "X-User",
        "X-User-Id",
        "X-User-Name",
        "X-User-Email",
        "X-User-Roles",
        "X-Caller",
        "X-Internal",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "Script-Name",
        "Proxy",
        "Upgrade",
        "X_User_Id",
        "X_Forwarded_For",
    ],
)
@pytest.mark.parametrize("key", [{}, {"Idempotency-Key": "k-1"}])
def test_a_header_that_only_we_may_say_does_not_get_through(
    gateway: Gateway, catalog: Upstream, name: str, key: dict[str, str]
) -> None:
    gateway.send("POST", "/catalog/", headers={name: "ana", **key})

    (heard,) = catalog.received
    assert not heard.all(name)


def test_what_belongs_to_the_client_gets_through(gateway: Gateway, catalog: Upstream) -> None:
    own = {
        "Authorization": "Bearer x.y.z",
        "Cookie": "a=b",
        "Idempotency-Key": "k-1",
        "If-Match": '"7"',
        "Accept": "text/html",
        "X-CSRFToken": "t",
    }

    gateway.send("POST", "/catalog/", body=b"{}", headers=own)

    (heard,) = catalog.received
    assert heard.body == b"{}"
    assert {name: heard.all(name) for name in own} == {n: [v] for n, v in own.items()}
