"""The tokens of this user, one file for each Kitroom, which nobody else reads."""

import contextlib
import fcntl
import hashlib
import json
import os
import urllib.parse
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from stack import private_files
from stack.errors import StackError


@dataclass(frozen=True)
class Tokens:
    """What the provider gave: `expires_at` is when the access token ends, in seconds of time."""

    url: str
    access_token: str
    refresh_token: str
    expires_at: float
    scope: str = ""


def folder() -> Path:
    """Where a user's programs keep what they need (XDG Base Directory)."""
    base = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(base).expanduser() / "kitroom" / "tokens"


def read(url: str) -> Tokens | None:
    """The tokens for a Kitroom, or None if this user is not logged in there."""
    try:
        return Tokens(**json.loads(_path(url).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise StackError(f"{_path(url)} is damaged.", remedy=login_again(url)) from error


def write(tokens: Tokens) -> None:
    """Keep tokens in place of those of before."""
    private_files.write(_path(tokens.url), json.dumps(asdict(tokens)))


def forget(url: str) -> None:
    """Delete what is kept for a Kitroom."""
    _path(url).unlink(missing_ok=True)


@contextlib.contextmanager
def alone(url: str) -> Iterator[None]:
    """One process at a time: a refresh token that is used twice ends them all."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with _path(url).with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def login_again(url: str) -> str:
    """The line to type."""
    return f"python3 manage.py login --url {url}"


def _path(url: str) -> Path:
    """Two addresses are two files, whatever is in them; the first part is for people."""
    name = urllib.parse.urlsplit(url).netloc.replace(":", "-").replace("/", "-")
    return folder() / f"{name}-{hashlib.sha256(url.encode()).hexdigest()[:12]}.json"
