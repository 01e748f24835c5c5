"""Time zones, by the names that IANA gives them."""

from zoneinfo import ZoneInfo

# What machines keep beside the zones: Python finds it there, PostgreSQL does not.
NO_ZONES = ("Factory", "localtime", "posixrules")
COPIES = ("posix/", "right/")


class NoSuchZone(ValueError):
    """What is no zone."""


def zone(name: str) -> ZoneInfo:
    """Return a zone. Raises NoSuchZone."""
    if name in NO_ZONES or name.startswith(COPIES):
        raise NoSuchZone(name)
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError) as error:  # none, a folder of them, no name at all
        raise NoSuchZone(name) from error
