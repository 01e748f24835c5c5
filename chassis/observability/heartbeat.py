"""A file that a background process touches as long as it does its work; probes read its age."""

from pathlib import Path

from chassis import env

INTERVAL_SECONDS = 5.0


def beat() -> None:
    """Touch the file that KITROOM_HEARTBEAT_FILE names, if it names one."""
    if path := env.text("KITROOM_HEARTBEAT_FILE"):
        Path(path).touch()
