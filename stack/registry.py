"""The services, their ports and what each runs, as `services.toml` says."""

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from stack.errors import StackError

LARGEST_COUNT = 20  # how many ports a service has for its web instances


class RegistryError(StackError):
    """services.toml cannot be used as it is."""


@dataclass(frozen=True)
class Process:
    """One kind of process of a service: how many, and the words of its command."""

    kind: str
    count: int
    command: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """A page of a service that people begin at."""

    path: str
    title: str
    summary: str


@dataclass(frozen=True)
class Service:
    """One service: where it answers and what it runs."""

    name: str
    package: str
    title: str
    summary: str
    prefix: str
    port: int
    redis: Mapping[str, int]
    setup: tuple[str, ...]
    env: Mapping[str, str]
    processes: Mapping[str, Process]
    pages: tuple[Page, ...] = ()

    def web_port(self, instance: int) -> int:
        """The port of the web process with this number; the first is 1."""
        return self.port + instance - 1


@dataclass(frozen=True)
class Registry:
    """Everything that services.toml says."""

    gateway_port: int
    internal_port: int
    postgres_port: int
    redis_port: int
    services: tuple[Service, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the services, in the order of the file."""
        return tuple(service.name for service in self.services)

    def __iter__(self) -> Iterator[Service]:
        return iter(self.services)

    def service(self, name: str) -> Service:
        """The service of this name."""
        return next(service for service in self.services if service.name == name)

    def shifted(self, gateway_port: int) -> "Registry":
        """The same system with its gateway on another port, and all other ports moved along."""
        by = gateway_port - self.gateway_port
        return Registry(
            gateway_port=gateway_port,
            internal_port=self.internal_port + by,
            postgres_port=self.postgres_port + by,
            redis_port=self.redis_port + by,
            services=tuple(
                dataclasses.replace(service, port=service.port + by) for service in self.services
            ),
        )


def load(path: Path) -> Registry:
    """Read the registry from a file, or raise RegistryError with the reason."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        return _registry(document)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RegistryError(f"{path}: {error}") from error
    except KeyError as error:
        raise RegistryError(f"{path}: {error} is missing") from error


def _registry(document: Mapping) -> Registry:
    services = document["services"]
    return Registry(
        gateway_port=document["gateway"]["port"],
        internal_port=document["gateway"]["internal"],
        postgres_port=document["postgres"]["port"],
        redis_port=document["redis"]["port"],
        services=tuple(
            _service(name, table, document["processes"]) for name, table in services.items()
        ),
    )


def _service(name: str, table: Mapping, processes: Mapping) -> Service:
    own = table.get("processes", {})
    return Service(
        name=name,
        package=table["package"],
        title=table["title"],
        summary=table["summary"],
        prefix=table["prefix"],
        port=table["port"],
        redis=table.get("redis", {}),
        setup=tuple(table.get("setup", ())),
        env=table.get("env", {}),
        processes={
            kind: _process(kind, {**common, **own.get(kind, {})})
            for kind, common in processes.items()
        },
        pages=tuple(Page(**page) for page in table.get("pages", ())),
    )


def _process(kind: str, table: Mapping) -> Process:
    return Process(kind=kind, count=table["count"], command=tuple(table["command"].split()))
