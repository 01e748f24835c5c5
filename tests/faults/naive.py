"""Naive variants: a copy of the checkout with one promise taken out of its source.

A check that cannot fail proves nothing. Each is run once on a system that lacks what it is about.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from stack import settings as stack_settings
from stack import virtualenv
from tests.checkout import files
from tests.faults.faults import kill, names_of, wait_until_back
from tests.running import ROOT, System

# The copy's processes are started again and again: its supervisor must neither mind nor wait.
PATIENT = (
    ("MOST_EXITS = 5\n", "MOST_EXITS = 1000\n"),
    ("LONGEST_BACKOFF_SECONDS = 8.0\n", "LONGEST_BACKOFF_SECONDS = 0.2\n"),
)


@dataclass(frozen=True)
class Naive:
    """One change of the source, and which processes have to be started again to show it."""

    file: str
    old: str
    new: str
    kinds: tuple[str, ...]
    services: tuple[str, ...]


def copy_checkout(folder: Path) -> Path:
    """Copy this checkout, with an environment of its own that shares the installed packages."""
    shutil.rmtree(folder, ignore_errors=True)
    for path in files(untracked=True):
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    for old, new in PATIENT:
        _replace(folder / "stack" / "processes" / "keep_alive.py", old, new)
    _share_environment(ROOT / ".venv", folder / ".venv")
    virtualenv.base_stamp(replace(stack_settings.from_environment(), root=folder)).set()
    return folder


@contextmanager
def naive(system: System, variant: Naive) -> Iterator[None]:
    """Run a system without one of its promises for as long as the block takes."""
    path = system.root / variant.file
    good = path.read_text(encoding="utf-8")
    _replace(path, variant.old, variant.new)
    try:
        _start_again(system, variant)
        yield
    finally:
        _write(path, good)
        _start_again(system, variant)


def run_tests(system: System, path: str) -> str:
    """Run tests of the copied checkout on its own engines; return what pytest says."""
    secrets = system.run / "secrets"
    place = (secrets / "accounts-database-url").read_text().rpartition("@")[2].partition("/")[0]
    password = (secrets / "postgres-password").read_text()
    server = f"postgres://postgres:{password}@{place}"
    events = (secrets / "accounts-events-url").read_text()
    done = subprocess.run(
        [system.root / ".venv" / "bin" / "python", "-m", "pytest", "-p", "no:cacheprovider", path],
        cwd=system.root,
        env={
            **system.environ,
            "DJANGO_SETTINGS_MODULE": "chassis.tests.project.settings",
            "CHASSIS_SECRET_KEY": "for this test only",
            "CHASSIS_CLIENT_SECRET": "for this test only",
            "CHASSIS_ENCRYPTION_KEYS_FILE": str(secrets / "accounts-encryption-keys"),
            "CHASSIS_BLIND_INDEX_SECRET_FILE": str(secrets / "accounts-blind-index-secret"),
            "CHASSIS_DATABASE_URL": f"{server}/chassis",
            "CHASSIS_BROKER_URL": events,
            "CHASSIS_EVENTS_URL": events,
            "KITROOM_TEST_DATABASE_URL": f"{server}/postgres",
            "KITROOM_TEST_REDIS_URL": events.rpartition("/")[0],
            "KITROOM_INSTANCE": "test",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.stdout


def _start_again(system: System, variant: Naive) -> None:
    names = names_of(system, *variant.kinds, services=variant.services)
    for name, pid in [(name, kill(system, name)) for name in names]:
        wait_until_back(system, name, pid)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path} does not say {old!r} once any more"
    _write(path, text.replace(old, new))


def _write(path: Path, text: str) -> None:
    """Bytecode is told from its source by size and second: here that is not enough."""
    path.write_text(text, encoding="utf-8")
    for made in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        made.unlink()


def _share_environment(source: Path, target: Path) -> None:
    """Scripts name their interpreter by its path, so they are copied and renamed."""
    (target / "bin").mkdir(parents=True)
    (target / "lib").symlink_to(source / "lib")
    shutil.copy2(source / "pyvenv.cfg", target)
    for path in (source / "bin").iterdir():
        copied = target / "bin" / path.name
        if path.is_symlink():
            copied.symlink_to(path.readlink())
        else:
            copied.write_bytes(path.read_bytes().replace(bytes(source), bytes(target)))
            shutil.copymode(path, copied)
