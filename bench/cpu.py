"""What processes cost, as `/proc` knows it: CPU and memory of a tree of them."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

PROC = Path("/proc")
TICK = 1 / os.sysconf("SC_CLK_TCK")
# Of /proc/*/stat, counted behind the name, which may hold spaces and brackets.
PARENT, USER, SYSTEM, REAPED_USER, REAPED_SYSTEM, THREADS = 1, 11, 12, 13, 14, 17


def seconds(roots: Iterable[int], *, proc: Path = PROC) -> float:
    """The CPU that these processes have taken, and all below them, and those they have buried."""
    return sum(_own(pid, proc) + _buried(pid, proc) for pid in tree(roots, proc=proc))


def megabytes(roots: Iterable[int], *, proc: Path = PROC) -> float:
    """The memory of a tree of processes; what several share counts by shares (PSS)."""
    return sum(_pss(pid, proc) for pid in tree(roots, proc=proc)) / 1024


def tree(roots: Iterable[int], *, proc: Path = PROC) -> set[int]:
    """These processes and all below them that live."""
    parents = {pid: parent for pid in _living(proc) if (parent := _parent(pid, proc)) is not None}
    found = set(roots) & parents.keys()
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def parent(pid: int) -> int:
    """The process that started this one."""
    found = _parent(pid, PROC)
    assert found is not None, f"process {pid} is gone"
    return found


def _living(proc: Path) -> Iterator[int]:
    return (int(entry.name) for entry in proc.iterdir() if entry.name.isdigit())


def _own(pid: int, proc: Path) -> float:
    """To the nanosecond where the kernel tells it of the whole process: while it has one thread."""
    fields = _fields(pid, proc)
    if not fields:
        return 0.0
    if int(fields[THREADS]) == 1 and (exact := _read(proc / str(pid) / "schedstat")):
        return int(exact.split()[0]) / 1e9
    return (int(fields[USER]) + int(fields[SYSTEM])) * TICK


def _buried(pid: int, proc: Path) -> float:
    fields = _fields(pid, proc)
    return (int(fields[REAPED_USER]) + int(fields[REAPED_SYSTEM])) * TICK if fields else 0.0


def _parent(pid: int, proc: Path) -> int | None:
    fields = _fields(pid, proc)
    return int(fields[PARENT]) if fields else None


def _fields(pid: int, proc: Path) -> list[str]:
    """The fields of its stat behind the name, or nothing when it is gone."""
    return _read(proc / str(pid) / "stat").rpartition(")")[2].split()


def _pss(pid: int, proc: Path) -> int:
    lines = _read(proc / str(pid) / "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""
