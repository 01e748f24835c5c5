"""What the supervisor says about itself and its processes, for the other commands to read."""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from stack import private_files
from stack.processes.identity import Identity
from stack.settings import Settings


@dataclass(frozen=True)
class ProcessState:
    """One process, as the supervisor last saw it."""

    name: str
    kind: str
    service: str | None = None
    status: str = "stopped"
    pid: int | None = None
    ticks: int | None = None
    port: int | None = None
    since: float | None = None
    restarts: int = 0
    last_exit: str = ""

    @property
    def identity(self) -> Identity | None:
        """Which process this is, if it runs."""
        return Identity(self.pid, self.ticks) if self.pid and self.ticks else None


@dataclass(frozen=True)
class State:
    """The whole system, as the supervisor last saw it."""

    supervisor: Identity
    processes: list[ProcessState]
    url: str = ""
    gateway_port: int = 0
    phase: str = "starting"  # then "running", then "stopping"
    settled: int = 0  # the number of the last wish that came true
    trouble: str = ""  # why a wish did not
    resting: list[str] = field(default_factory=list)  # services that were stopped on purpose


def path(settings: Settings) -> Path:
    """Where the state is written."""
    return settings.run / "state.json"


def read(settings: Settings) -> State | None:
    """The last state that a supervisor wrote, if any."""
    try:
        document = json.loads(path(settings).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    supervisor = Identity(**document.pop("supervisor"))
    processes = [ProcessState(**_known(ProcessState, each)) for each in document.pop("processes")]
    return State(supervisor=supervisor, processes=processes, **_known(State, document))


def as_running(settings: Settings) -> Settings:
    """The settings with the address of what runs here, whatever the variables say now."""
    running = read(settings)
    if running is None or not running.gateway_port or not running.supervisor.is_alive():
        return settings
    moved = settings.registry.shifted(running.gateway_port)
    return replace(settings, registry=moved, asked_public_url=running.url)


def write(settings: Settings, state: State) -> None:
    """Replace the state in one move, so that no reader sees half of it."""
    private_files.write(path(settings), json.dumps(asdict(state)))


def _known(kind: type, document: dict[str, Any]) -> dict[str, Any]:
    """The fields that this version knows: the supervisor may have been started by another one."""
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in document.items() if name in names}


def forget(settings: Settings) -> None:
    """Nothing runs any more."""
    path(settings).unlink(missing_ok=True)
