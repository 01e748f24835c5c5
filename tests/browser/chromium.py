"""Find Chromium, or install it where that needs nobody's leave."""

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MILLISECONDS = 30_000  # for what should be on a page soon, however busy the machine is
INSTALL = ("apt-get", "install", "-y", "--no-install-recommends", "chromium")

# Quiet: no sandbox as root, and no calls home.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> Path | None:
    """The browser of this machine, if there is one."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def install() -> None:
    """Install Debian's, when we are root on a Debian."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (("apt-get", "update"), INSTALL):
        subprocess.run(command, env=quiet, capture_output=True, timeout=300, check=False)
