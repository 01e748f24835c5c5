from pathlib import Path

import pytest

from stack import registry
from stack.settings import ROOT

OWN = """
[gateway]
port = 8080
internal = 8083
[postgres]
port = 8081
[redis]
port = 8082
[processes.web]
count = 2
command = "serve {port}"
[processes.worker]
count = 1
command = "work"
[services.things]
package = "things_service"
title = "Things"
summary = "What there is"
prefix = "/things/"
port = 8100
processes = { web = { count = 4 } }
"""


def test_the_registry_of_this_repository_is_whole():
    names = registry.load(ROOT / "services.toml").names

    assert names == ("accounts", "tasks", "catalog")


def test_a_service_may_differ_in_what_it_says(tmp_path: Path):
    (tmp_path / "services.toml").write_text(OWN)

    things = registry.load(tmp_path / "services.toml").service("things")

    assert things.processes["web"].count == 4
    assert things.processes["web"].command == ("serve", "{port}")
    assert things.processes["worker"].count == 1


def test_another_gateway_port_moves_every_port_by_the_same_distance(tmp_path: Path):
    (tmp_path / "services.toml").write_text(OWN)

    moved = registry.load(tmp_path / "services.toml").shifted(9080)

    assert (moved.gateway_port, moved.postgres_port, moved.redis_port) == (9080, 9081, 9082)
    assert moved.internal_port == 9083
    assert moved.service("things").web_port(2) == 9101


def test_what_is_missing_is_named(tmp_path: Path):
    (tmp_path / "services.toml").write_text(OWN.replace('title = "Things"', ""))

    with pytest.raises(registry.RegistryError, match="'title' is missing"):
        registry.load(tmp_path / "services.toml")
