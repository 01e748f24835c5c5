"""Settings from the environment. Any of them may instead be a file: `NAME_FILE=/path`."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environ import FileAwareEnv

_environ = FileAwareEnv()


def secret(name: str) -> str:
    """Return a setting without which the service must not start."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it, or set {name}_FILE to the path of a file that holds it."
        )
    return value


def text(name: str, default: str = "") -> str:
    """Return a text setting, without the white space around it."""
    return str(_environ.str(name, default=default)).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes/no setting (true, yes, on, 1)."""
    return bool(_environ.bool(name, default=default))


def folder(name: str, default: str) -> Path:
    """Return a folder's path."""
    return Path(text(name, default))
