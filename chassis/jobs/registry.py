"""The jobs of this service by name; what the name means to a worker."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import IO, Any, Protocol


class Cancelled(Exception):
    """Someone cancelled the job; let it fall."""


class LeaseLost(Exception):
    """Somebody else has the job now, or will; let it fall."""


class Progress(Protocol):
    """What a running job knows, and may say of itself."""

    @property
    def job_id(self) -> str:
        """The id of the job."""

    @property
    def tries(self) -> int:
        """Which try this is; the first is 1."""

    @property
    def state(self) -> dict[str, Any]:
        """What an earlier try left by `checkpoint`; empty at first."""

    def advance(self, done: int, total: int) -> None:
        """Show how far the job is. Raises Cancelled or LeaseLost when it should stop."""

    def hold(self) -> None:
        """Keep the job until the end of the transaction, or raise Cancelled or LeaseLost.

        What a transaction writes after this is written by one worker only, or not at all.
        """

    def checkpoint(self, state: dict[str, Any]) -> None:
        """Keep where the next try should go on; best in the transaction of what was done."""

    def file(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """Open the result file to write; it is the job's when the block ends well."""


Door = Callable[..., Mapping[str, Any] | None]
_doors: dict[str, Door] = {}
_private: dict[str, str] = {}
doors: Mapping[str, Door] = MappingProxyType(_doors)
private: Mapping[str, str] = MappingProxyType(_private)  # the scope that sees such jobs of others


def job(name: str, *, private: str = "") -> Callable[[Door], Door]:
    """Register a function as the door of a job: `(progress, **parameters) -> result`.

    Of a job that is `private` to a scope, others than its owner see nothing without that scope.
    """

    def register(door: Door) -> Door:
        if name in _doors and _doors[name] is not door:
            raise ValueError(f"Two jobs are called {name}.")
        _doors[name] = door
        if private:
            _private[name] = private
        return door

    return register
