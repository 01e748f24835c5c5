"""A gateway with one fake instance of each service behind it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from gateway.tests import running, upstreams
from gateway.tests.running import Gateway, Start
from gateway.tests.upstreams import Upstream
from stack import registry as registries
from stack import settings
from stack.engines import find
from stack.registry import Registry


@pytest.fixture(scope="session")
def nginx() -> Path:
    """The Nginx that Kitroom itself would use."""
    engine = find.find(settings.from_environment(), "nginx")
    if engine is None:
        pytest.fail("No Nginx is here. Type: python3 manage.py up, or: apt-get install nginx")
    return engine.binary


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The services as they are declared."""
    return registries.load(settings.ROOT / "services.toml")


@pytest.fixture
def cleanup() -> Iterator[ExitStack]:
    """Whatever a test starts is stopped after it."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def instance(cleanup: ExitStack) -> Callable[[], Upstream]:
    """Start one more instance of a service."""
    return lambda: cleanup.enter_context(upstreams.running(Upstream()))


@pytest.fixture
def start(nginx: Path, registry: Registry, cleanup: ExitStack) -> Start:
    """Start a gateway before the given instances: `start(catalog=[one, two])`."""

    def start(
        edit: Callable[[str], str] = lambda text: text, **services: list[Upstream]
    ) -> Gateway:
        instances = {name: [one.port for one in some] for name, some in services.items()}
        return cleanup.enter_context(running.running(nginx, registry, instances, edit))

    return start


@pytest.fixture
def accounts(instance: Callable[[], Upstream]) -> Upstream:
    """The instance of accounts."""
    return instance()


@pytest.fixture
def tasks(instance: Callable[[], Upstream]) -> Upstream:
    """The instance of tasks."""
    return instance()


@pytest.fixture
def catalog(instance: Callable[[], Upstream]) -> Upstream:
    """The instance of catalog."""
    return instance()


@pytest.fixture
def gateway(start: Start, accounts: Upstream, tasks: Upstream, catalog: Upstream) -> Gateway:
    """A gateway before one instance of each service."""
    return start(accounts=[accounts], tasks=[tasks], catalog=[catalog])
