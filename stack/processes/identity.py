"""Is this still the process that was started? A number alone is not enough: it may be recycled."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True)
class Identity:
    """A process, told from any later one with the same number by the tick it started at."""

    pid: int
    ticks: int

    def is_alive(self) -> bool:
        """Whether this very process still runs."""
        return 0 < self.ticks == started_at_tick(self.pid)


def of(pid: int) -> Identity:
    """The identity of a process that runs now."""
    return Identity(pid, started_at_tick(pid))


def started_at_tick(pid: int) -> int:
    """Clock ticks from boot to the start of a process, or 0 if there is none (or only a zombie)."""
    fields = _stat(pid)
    return int(fields[19]) if fields and fields[0] != "Z" else 0


def members(session: int) -> Iterator[int]:
    """The processes of a session: each process that we start leads one of its own."""
    for pid in all_pids():
        fields = _stat(pid)
        if fields and fields[0] != "Z" and int(fields[3]) == session:
            yield pid


def descendants(pid: int) -> Iterator[int]:
    """A process and all below it."""
    children: dict[int, list[int]] = {}
    for each in all_pids():
        fields = _stat(each)
        if fields:
            children.setdefault(int(fields[1]), []).append(each)
    waiting = [pid]
    while waiting:
        current = waiting.pop()
        yield current
        waiting += children.get(current, [])


def all_pids() -> list[int]:
    """Every process of the machine."""
    return [int(entry.name) for entry in PROC.glob("[0-9]*")]


def folder_of(pid: int) -> Path | None:
    """The working folder of a process, if we may see it."""
    try:
        return (PROC / str(pid) / "cwd").readlink()
    except OSError:
        return None


def name_of(pid: int) -> str:
    """The name of a process, as `ps` shows it."""
    try:
        return (PROC / str(pid) / "comm").read_text(encoding="utf-8").strip()
    except OSError:
        return "?"


def _stat(pid: int) -> list[str] | None:
    """The fields after the name: state, parent, group, session, …, starttime is number 19."""
    try:
        text = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return text.rpartition(")")[2].split()
