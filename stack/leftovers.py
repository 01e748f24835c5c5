"""What a supervisor that was killed may have left: processes, pid files. Never anybody else's."""

import os
import signal
import time
from pathlib import Path

from stack import lock, state
from stack.processes import identity
from stack.processes.identity import Identity
from stack.processes.spec import ORDER_OF_STOP
from stack.settings import Settings
from stack.state import ProcessState

SIGNALS = {"postgres": signal.SIGINT, "gateway": signal.SIGQUIT}
GRACE_SECONDS = 10.0


def processes(settings: Settings) -> dict[str, list[Identity]]:
    """Processes of a supervisor that is gone, by name."""
    last = None if lock.is_held(settings) else state.read(settings)
    found = {each.name: _alive(settings, each) for each in (last.processes if last else ())}
    return {name: alive for name, alive in found.items() if alive}


def stale_pid_file(settings: Settings) -> Path | None:
    """PostgreSQL's pid file, if the server that wrote it is gone."""
    data = settings.run / "postgres" / "data"
    path = data / "postmaster.pid"
    if lock.is_held(settings) or not path.exists():
        return None
    pid = int(path.read_text(encoding="utf-8").split("\n", 1)[0])
    return None if identity.folder_of(pid) == data.resolve() else path


def clean(settings: Settings) -> list[str]:
    """End left-over processes in the order of a stop, remove stale files; say what was found."""
    last, found = state.read(settings), processes(settings)
    kinds = {each.name: each.kind for each in (last.processes if last else ())}
    for kind in ORDER_OF_STOP:
        same = [each for name in found if kinds[name] == kind for each in found[name]]
        _end(same, SIGNALS.get(kind, signal.SIGTERM))
    names = [f"{name} (pid {found[name][0].pid})" for name in found]
    for path in (stale_pid_file(settings), settings.run / "nginx" / "nginx.pid"):
        if path is not None and path.exists():
            path.unlink()
    state.forget(settings)
    return names


def _alive(settings: Settings, process: ProcessState) -> list[Identity]:
    """The process itself, and what belongs to its session and works in our folders."""
    if process.pid is None or process.identity is None:
        return []
    ours = [process.identity] if process.identity.is_alive() else []
    others = (pid for pid in identity.members(process.pid) if pid != process.pid)
    return ours + [identity.of(pid) for pid in others if _works_here(settings, pid)]


def _works_here(settings: Settings, pid: int) -> bool:
    folder = identity.folder_of(pid)
    homes = (settings.run.resolve(), settings.root)
    return folder is not None and any(folder.is_relative_to(home) for home in homes)


def _end(processes: list[Identity], ask: signal.Signals) -> None:
    for number, patience_seconds in ((ask, GRACE_SECONDS), (signal.SIGKILL, 2.0)):
        for process in processes:
            if process.is_alive():
                os.kill(process.pid, number)
        until = time.monotonic() + patience_seconds
        while any(process.is_alive() for process in processes) and time.monotonic() < until:
            time.sleep(0.05)
