"""The jobs of this service by name; what the name means to a worker."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol


class Cancelled(Exception):
    """Someone cancelled the job; let it fall."""


class Progress(Protocol):
    """What a running job may say of itself."""

    def advance(self, done: int, total: int) -> None:
        """Show how far the job is. Raises Cancelled when someone cancelled it."""


Door = Callable[..., Mapping[str, Any] | None]
_doors: dict[str, Door] = {}
doors: Mapping[str, Door] = MappingProxyType(_doors)


def job(name: str) -> Callable[[Door], Door]:
    """Register a function as the door of a job: `(progress, **parameters) -> result`."""

    def register(door: Door) -> Door:
        if name in _doors and _doors[name] is not door:
            raise ValueError(f"Two jobs are called {name}.")
        _doors[name] = door
        return door

    return register
