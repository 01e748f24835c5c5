"""What the supervisor says about itself and its processes, for the other commands to read."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from stack.processes.identity import Identity
from stack.settings import Settings


@dataclass(frozen=True)
class ProcessState:
    """One process, as the supervisor last saw it."""

    name: str
    kind: str
    service: str | None
    status: str
    pid: int | None
    ticks: int | None
    port: int | None
    since: float | None
    restarts: int
    last_exit: str

    @property
    def identity(self) -> Identity | None:
        """Which process this is, if it runs."""
        return Identity(self.pid, self.ticks) if self.pid and self.ticks else None


@dataclass(frozen=True)
class State:
    """The whole system, as the supervisor last saw it."""

    supervisor: Identity
    url: str
    phase: str  # "starting", "running" or "stopping"
    settled: int  # the number of the last wish that came true
    trouble: str  # why a wish did not
    processes: list[ProcessState] = field(default_factory=list)


def path(settings: Settings) -> Path:
    """Where the state is written."""
    return settings.run / "state.json"


def read(settings: Settings) -> State | None:
    """The last state that a supervisor wrote, if any."""
    try:
        document = json.loads(path(settings).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    document["supervisor"] = Identity(**document["supervisor"])
    document["processes"] = [ProcessState(**each) for each in document["processes"]]
    return State(**document)


def write(settings: Settings, state: State) -> None:
    """Replace the state in one move, so that no reader sees half of it."""
    new = path(settings).with_suffix(".new")
    new.write_text(json.dumps(asdict(state)), encoding="utf-8")
    new.replace(path(settings))


def forget(settings: Settings) -> None:
    """Nothing runs any more."""
    path(settings).unlink(missing_ok=True)
