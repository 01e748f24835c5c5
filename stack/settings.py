"""Where this checkout keeps its things, and what the KITROOM_ variables change."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stack import registry, users
from stack.errors import StackError
from stack.registry import Registry

# Everybody can walk there, and it outlives a restart of the machine.
SHARED = Path("/var/tmp")  # noqa: S108
LOOPBACK_OF_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """One running system: its checkout, its run folder, its address."""

    root: Path
    run: Path
    host: str
    registry: Registry
    explicit_engines: Mapping[str, Path]
    asked_public_url: str = ""

    @property
    def public_url(self) -> str:
        """What a browser opens, and what tokens name as their issuer."""
        return self.asked_public_url or self.gateway_url

    @property
    def gateway_url(self) -> str:
        """Where the gateway answers for this machine, whatever stands before it."""
        host = f"[{self.local_host}]" if ":" in self.local_host else self.local_host
        return f"http://{host}:{self.registry.gateway_port}"

    @property
    def internal_url(self) -> str:
        """Where services call each other: the gateway's door that only this machine reaches."""
        return f"http://127.0.0.1:{self.registry.internal_port}"

    @property
    def local_host(self) -> str:
        """The address at which this machine reaches the gateway."""
        return LOOPBACK_OF_EVERYWHERE.get(self.host, self.host)

    @property
    def venv(self) -> Path:
        """The virtual environment that all Python processes share."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The interpreter of the virtual environment."""
        return self.venv / "bin" / "python"

    @property
    def secrets(self) -> Path:
        """The folder of generated passwords and keys."""
        return self.run / "secrets"

    @property
    def heartbeats(self) -> Path:
        """The folder of the files that processes without a port touch."""
        return self.run / "heartbeat"

    @property
    def media(self) -> Path:
        """The folder of uploaded files, with one folder for each service."""
        return self.run / "media"

    @property
    def mail(self) -> Path:
        """The folder of mails that are not sent, while no mail server is set."""
        return self.run / "mail"

    @property
    def logs(self) -> Path:
        """The folder with one log file for each process."""
        return self.run / "logs"

    @property
    def is_elsewhere(self) -> bool:
        """Whether the run folder had to be put outside the checkout."""
        return self.run != self.root / ".run" and "KITROOM_RUN_DIR" not in os.environ


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this checkout, as the environment asks for them."""
    base = registry.load(ROOT / "services.toml")
    return Settings(
        root=ROOT,
        run=_run_folder(ROOT, environ.get("KITROOM_RUN_DIR")),
        host=environ.get("KITROOM_HOST", "127.0.0.1"),
        registry=base.shifted(_port(environ.get("KITROOM_PORT"), base)),
        explicit_engines={
            engine: Path(environ[variable])
            for engine in ("postgres", "redis", "nginx")
            if environ.get(variable := f"KITROOM_{engine.upper()}_BIN")
        },
        asked_public_url=_public_url(environ.get("KITROOM_PUBLIC_URL", "")),
    )


def _public_url(text: str) -> str:
    """Services make addresses, issuers and trusted origins of it: scheme and host, nothing more."""
    url = text.rstrip("/")
    if url and not re.fullmatch(r"https?://(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?", url):
        raise StackError(
            f"KITROOM_PUBLIC_URL is {text!r}; it must be like https://kit.example, without a path."
        )
    return url


def _port(text: str | None, base: Registry) -> int:
    if text is None:
        return base.gateway_port
    if not text.isdigit() or not 1024 <= int(text) <= 65000:
        raise StackError(f"KITROOM_PORT is {text!r}; it must be a number from 1024 to 65000.")
    return int(text)


def _run_folder(root: Path, asked: str | None) -> Path:
    """Root's PostgreSQL runs as another user, who must be able to walk to its data."""
    if asked:
        return Path(asked).absolute()
    if users.is_root() and not users.anyone_can_enter(root):
        return SHARED / f"kitroom-{hashlib.sha256(bytes(root)).hexdigest()[:12]}"
    return root / ".run"
