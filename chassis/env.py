"""Settings from the environment. Any of them may instead be a file: `NAME_FILE=/path`."""

import os
from collections.abc import Collection
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv

from chassis.zones import NoSuchZone, zone

# The mapping alone: `FileAwareEnv.str` would read a secret that begins with a dollar as a name.
_environ = FileAwareEnv.ENVIRON
_YES = {"1", "on", "true", "yes"}


def secret(name: str) -> str:
    """Return a setting without which the service must not start."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it, or set {name}_FILE to the path of a file that holds it."
        )
    return value


def secret_or_file(name: str) -> str | Path:
    """Return a secret; where it is in a file the path, for what changes while the process runs."""
    value, path = secret(name), os.environ.get(f"{name}_FILE")
    return Path(path) if path else value


def text(name: str, default: str = "") -> str:
    """Return a text setting, without the white space around it."""
    try:
        return str(_environ.get(name, default)).strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}_FILE names a file that cannot be read: {error}"
        ) from error


def flag(name: str) -> bool:
    """Return a yes/no setting (true, yes, on, 1); no unless it is set."""
    return text(name).lower() in _YES


def whole_number(name: str, default: int) -> int:
    """Return a setting that counts something."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be a whole number.")
    return int(value)


def choice(name: str, default: str, choices: Collection[str]) -> str:
    """Return a setting that is one of a few words."""
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of: {', '.join(choices)}.")
    return value


def time_zone(name: str, default: str) -> ZoneInfo:
    """Return a time zone, as IANA names it."""
    value = text(name, default)
    try:
        return zone(value)
    except NoSuchZone as error:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; it must be a time zone, as IANA names it: Europe/Berlin."
        ) from error


def folder(name: str, default: str) -> Path:
    """Return a folder's path."""
    return Path(text(name, default))
