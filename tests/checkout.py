"""This checkout as tests see it: its services, its files, its Django commands."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from stack.registry import Service, load

ROOT = Path(__file__).resolve().parents[1]
SERVICES = tuple(load(ROOT / "services.toml"))
MADE = {".git", ".venv", ".venv-bench", ".run", "__pycache__", "node_modules"}


def files(root: Path = ROOT, *, untracked: bool = False) -> list[Path]:
    """Return the tracked files; without git (an export, another's checkout), every file."""
    new = ["--cached", "--others", "--exclude-standard"] if untracked else []
    words = ["git", "-C", str(root), "ls-files", "-z", *new]
    listed = subprocess.run(words, capture_output=True, text=True, check=False)
    if (root / ".git").exists() and listed.returncode == 0:
        names = (root / name for name in listed.stdout.split("\0") if name)
        return sorted(path for path in names if path.is_file())
    return sorted(_walk(root))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in MADE or path.name.endswith("_cache") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path.suffix != ".pyc" and not path.name.startswith(".coverage"):
            yield path


def python_files(folder: Path) -> list[Path]:
    """Return a folder's modules, tests and migrations apart."""
    apart = {"tests", "migrations", "__pycache__"}
    found = (path.relative_to(folder) for path in folder.rglob("*.py"))
    return sorted(folder / path for path in found if not apart.intersection(path.parts))


def django(service: Service, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a Django command that needs no database with the settings of a service."""
    with tempfile.TemporaryDirectory() as folder:
        name = service.name.upper()
        environment = {
            "DJANGO_SETTINGS_MODULE": f"{service.package}.settings",
            f"{name}_SECRET_KEY": "made for this test",
            f"{name}_DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/nowhere",
            f"{name}_BROKER_URL": "redis://127.0.0.1:1/0",
            f"{name}_EVENTS_URL": "redis://127.0.0.1:1/8",
            f"{name}_CLIENT_SECRET": "made for this test",
            f"{name}_GATEWAY_SECRET": "test-only-not-a-secret-of-the-gateway",
            f"{name}_BLIND_INDEX_SECRET": "test-only-not-a-secret-of-the-blind-index",
            f"{name}_ENCRYPTION_KEYS": "ZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY=",
            **{key: value.format(secrets=folder, run=folder) for key, value in service.env.items()},
            "PYTHONWARNINGS": "ignore",
        }
        return subprocess.run(
            [sys.executable, "-m", "django", *words],
            cwd=ROOT,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
