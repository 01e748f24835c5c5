"""Which ports Kitroom needs, and who sits on one that is taken."""

import socket
from collections.abc import Iterator
from pathlib import Path

from stack.processes import identity
from stack.registry import Registry
from stack.settings import Settings

LISTENS = "0A"


def needed(registry: Registry) -> Iterator[int]:
    """Every port that a start uses."""
    yield from (registry.gateway_port, registry.internal_port)
    yield from (registry.postgres_port, registry.redis_port)
    for service in registry:
        count = service.processes["web"].count
        yield from (service.web_port(number) for number in range(1, count + 1))


def busy(settings: Settings) -> list[int]:
    """The needed ports that somebody else uses."""
    return [port for port in needed(settings.registry) if not is_free(port)]


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether we could listen there."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError:
            return False
    return True


def owner(port: int) -> str:
    """Who listens on a port, as far as we may know: "nginx (pid 42)", or nothing."""
    sockets = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    for pid in identity.all_pids():
        if sockets & _open_files(pid):
            return f"{identity.name_of(pid)} (pid {pid})"
    return ""


def _listening_inodes(port: int) -> Iterator[str]:
    for table in ("tcp", "tcp6"):
        path = identity.PROC / "net" / table
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            fields = line.split()
            if fields[3] == LISTENS and int(fields[1].rpartition(":")[2], 16) == port:
                yield fields[9]


def _open_files(pid: int) -> set[str]:
    folder = identity.PROC / str(pid) / "fd"
    try:
        return {_target(link) for link in folder.iterdir()}
    except OSError:
        return set()


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""
