"""What should run: commands write the wish here, the supervisor makes it true."""

import fcntl
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from stack import private_files
from stack.registry import Registry
from stack.settings import Settings


@dataclass(frozen=True)
class Wanted:
    """How many web processes of each service, which services rest, how often each was restarted."""

    number: int
    web: dict[str, int]
    stopped: list[str] = field(default_factory=list)
    rounds: dict[str, int] = field(default_factory=dict)

    def web_count(self, service: str) -> int:
        """How many web processes of this service should run now."""
        return 0 if service in self.stopped else self.web[service]

    def scaled(self, service: str, count: int) -> "Wanted":
        """The same, with so many web processes."""
        return replace(self, web={**self.web, service: count})

    def without(self, service: str) -> "Wanted":
        """The same, with this service at rest."""
        return replace(self, stopped=sorted({*self.stopped, service}))

    def including(self, service: str) -> "Wanted":
        """The same, with this service running."""
        return replace(self, stopped=[name for name in self.stopped if name != service])

    def restarted(self, service: str) -> "Wanted":
        """The same, with all processes of this service replaced by new ones."""
        return replace(self, rounds={**self.rounds, service: self.round_of(service) + 1})

    def round_of(self, service: str) -> int:
        """How often this service was restarted on demand."""
        return self.rounds.get(service, 0)


def as_registered(registry: Registry) -> Wanted:
    """What services.toml asks for."""
    return Wanted(number=0, web={each.name: each.processes["web"].count for each in registry})


def read(settings: Settings) -> Wanted:
    """The last wish."""
    return Wanted(**json.loads(_path(settings).read_text(encoding="utf-8")))


def change(settings: Settings, by: Callable[[Wanted], Wanted]) -> int:
    """Change the last wish and return the new one's number; two at once wait for each other."""
    with (settings.run / "wanted.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        return write(settings, by(read(settings)))


def write(settings: Settings, wanted: Wanted) -> int:
    """Write a wish and return its number."""
    numbered = replace(wanted, number=wanted.number + 1)
    private_files.write(_path(settings), json.dumps(asdict(numbered)))
    return numbered.number


def _path(settings: Settings) -> Path:
    return settings.run / "wanted.json"
