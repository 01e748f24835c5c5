"""Where and with what it was measured."""

import importlib.metadata
import os
import platform
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from bench import databases

OURS = ("Django", "djangorestframework", "psycopg2-binary", "granian", "PyJWT")
THEIRS = (
    "fastapi", "flask", "django-ninja", "pydantic", "sqlalchemy", "asyncpg", "orjson", "uvicorn",
    "uvloop",
)  # fmt: skip


def told() -> Mapping[str, str]:
    """The machine, the engines and the libraries, by name."""
    libraries = {name: importlib.metadata.version(name) for name in OURS}
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{_memory():.0f} GB",
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "Python": platform.python_version(),
        "PostgreSQL": databases.version(),
        "Nginx": _nginx(),
        "libraries": ", ".join(f"{name} {version}" for name, version in libraries.items()),
        "peers' libraries": ", ".join(f"{name} {_locked(name)}" for name in THEIRS),
    }


def _processor() -> str:
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return found[1].strip() if found else platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


def _nginx() -> str:
    words = (os.environ["KITROOM_NGINX_BIN"], "-v")
    said = subprocess.run(words, capture_output=True, text=True, check=True).stderr
    return said.strip().rpartition("/")[2]


def _locked(name: str) -> str:
    """The version that the peers' environment is made with."""
    lock = Path("requirements/bench.txt").read_text()
    found = re.search(rf"^{name}(?:\[\w+\])?==(\S+)", lock, re.MULTILINE)
    assert found, f"{name} is not locked"
    return found[1]
