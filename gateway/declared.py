"""What the gateway needs to know of the services; whoever starts it brings such objects."""

from collections.abc import Iterator, Sequence
from typing import Protocol


class Page(Protocol):
    """A page of a service that people begin at."""

    @property
    def path(self) -> str:
        """Where it is, below the service's prefix."""

    @property
    def title(self) -> str:
        """What people read."""

    @property
    def summary(self) -> str:
        """What they do there, in a few words."""


class Service(Protocol):
    """One service behind the gateway."""

    @property
    def name(self) -> str:
        """The word for it in addresses of our own, logs and configuration."""

    @property
    def title(self) -> str:
        """What people read."""

    @property
    def summary(self) -> str:
        """What it answers for, in a line without a full stop."""

    @property
    def prefix(self) -> str:
        """The path that leads to it, with both slashes."""

    @property
    def port(self) -> int:
        """The port of its first instance."""

    @property
    def pages(self) -> Sequence[Page]:
        """Its pages beside the admin and the API's."""


class Registry(Protocol):
    """All services, in the order of the portal."""

    @property
    def names(self) -> Sequence[str]:
        """Their names."""

    def __iter__(self) -> Iterator[Service]: ...
