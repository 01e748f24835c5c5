"""Redis: transport only, but what it accepted it keeps (append-only file)."""

import os
from dataclasses import dataclass
from pathlib import Path

from stack import private_files, users
from stack.engines.find import Engine, Engines
from stack.processes import health
from stack.processes.spec import Spec
from stack.settings import Settings


@dataclass(frozen=True)
class Redis:
    """A private server: its binary, its folder, its port."""

    engine: Engine
    folder: Path
    port: int
    password_file: Path

    @classmethod
    def of(cls, settings: Settings, engines: Engines) -> "Redis":
        """The server of a running system."""
        return cls(
            engine=engines.redis,
            folder=settings.run / "redis",
            port=settings.registry.redis_port,
            password_file=settings.secrets / "redis-password",
        )

    def prepare(self) -> None:
        """Write the configuration; it holds the password, so only the server may read it."""
        users.passable_folder(self.folder)
        users.data_folder(self.folder / "data")
        private_files.write(self.folder / "redis.conf", self._configuration())
        users.give_to_engines(self.folder / "redis.conf")

    def spec(self) -> Spec:
        """The server as a process."""
        return Spec(
            name="redis",
            kind="redis",
            argv=(str(self.engine.binary), "redis.conf"),
            env=dict(os.environ),
            cwd=self.folder,
            is_ready=health.redis(self.port, self._password),
            port=self.port,
            user=users.engine_user(),
        )

    def _password(self) -> str:
        return self.password_file.read_text(encoding="utf-8")

    def _configuration(self) -> str:
        return f"""\
port {self.port}
bind 127.0.0.1
requirepass {self._password()}
databases 64
appendonly yes
save ""
maxmemory-policy noeviction
loglevel notice
dir data
"""
