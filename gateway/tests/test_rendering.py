"""The configuration as text."""

import grp
import os
import pwd
import re
from pathlib import Path

import pytest

from gateway import render
from stack.registry import Registry


def rendered(registry: Registry, **changes: object) -> str:
    values: dict[str, object] = {"host": "127.0.0.1", "port": 8080, "instances": {}, "user": None}
    values |= {"internal_port": 8083, "run_dir": Path("/run/kitroom")}
    return render.render(registry, **{**values, **changes})  # type: ignore[arg-type]


def test_nothing_is_left_to_fill_in(registry: Registry) -> None:
    assert "%{" not in rendered(registry)


@pytest.mark.parametrize(
    ("host", "listen"),
    [("127.0.0.1", "127.0.0.1:8080"), ("192.0.2.1", "192.0.2.1:8080"), ("::1", "[::1]:8080")],
)
def test_it_listens_where_it_is_told(registry: Registry, host: str, listen: str) -> None:
    assert f"listen {listen} default_server;" in rendered(registry, host=host)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_services_hear_the_scheme_of_the_public_address(
    registry: Registry, scheme: str
) -> None:
    text = rendered(registry, scheme=scheme)

    assert f"proxy_set_header X-Forwarded-Proto {scheme};" in text


def test_the_portal_shows_the_public_address(registry: Registry) -> None:
    page = render.portal(registry, origin="https://kit.example")["index.html"].decode()

    assert "https://kit.example</span>/catalog/api/v1/" in page


def test_every_instance_is_a_server_that_is_never_given_up(registry: Registry) -> None:
    text = rendered(registry, instances={"catalog": [8140, 8141]})

    assert text.count("server 127.0.0.1:8140 max_fails=0;") == 1
    assert text.count("server 127.0.0.1:8141 max_fails=0;") == 1


def test_a_user_is_named_with_the_group_that_it_has(registry: Registry) -> None:

    me = pwd.getpwuid(os.geteuid())

    text = rendered(registry, user=me.pw_name)

    assert f"user {me.pw_name} {grp.getgrgid(me.pw_gid).gr_name};" in text
    assert "\nuser " not in rendered(registry)


def test_headers_are_said_in_one_place(registry: Registry) -> None:
    """Nginx forgets the outer add_header and proxy_set_header where an inner one stands."""
    text = rendered(registry)
    blocks = re.split(r"^ *location ", text, flags=re.MULTILINE)

    assert "add_header" in blocks[0]
    assert "proxy_set_header" in blocks[0]
    for block in blocks[1:]:
        assert "add_header" not in block
        assert "proxy_set_header" not in block
        assert "proxy_hide_header" not in block
