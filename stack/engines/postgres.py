"""PostgreSQL: one private server, with a database and a login role for each service."""

import os
import shutil
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stack import private_files, shell, users
from stack.engines.find import Engine, Engines
from stack.errors import StackError
from stack.processes import health
from stack.processes.spec import Spec
from stack.settings import Settings

# A role that forgets itself must not starve the others: limits of each connection and their number.
ROLE_SETTINGS = {
    "lock_timeout": "2s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "10s",
}
ROLE_CONNECTIONS = 60
MAX_CONNECTIONS = 200

SERVER_SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "max_connections": str(MAX_CONNECTIONS),
    "shared_buffers": "64MB",
    "jit": "off",
    # After a crash one call for the whole file system, instead of one for each file.
    "recovery_init_sync_method": "syncfs",
    "log_line_prefix": "'%m [%p] %d '",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    # A statement that failed may hold what somebody typed, and so may the values it clashed with.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


@dataclass(frozen=True)
class Postgres:
    """A private server: its binaries, its folder, its port."""

    engine: Engine
    folder: Path
    port: int
    password_file: Path
    pgpass: Path
    extra: Mapping[str, str]

    @classmethod
    def of(cls, settings: Settings, engines: Engines) -> "Postgres":
        """The server of a running system."""
        return cls(
            engine=engines.postgres,
            folder=settings.run / "postgres",
            port=settings.registry.postgres_port,
            password_file=settings.secrets / "postgres-password",
            pgpass=settings.secrets / "pgpass",
            extra={},
        )

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "data"

    @property
    def configuration(self) -> Path:
        """Our settings, on top of what the server itself wrote; its user cannot change them."""
        return self.folder / "kitroom.conf"

    async def prepare(self) -> None:
        """Make the data folder the first time, and write the settings every time."""
        users.passable_folder(self.folder)
        if not self.data.exists():
            await self._make_cluster()
        self._refuse_other_version()
        settings = {**SERVER_SETTINGS, **self._by_version(), **self.extra, "port": str(self.port)}
        lines = (f"{name} = {value}\n" for name, value in settings.items())
        text = "include 'data/postgresql.conf'\n" + "".join(lines)
        self.configuration.write_text(text, encoding="utf-8")
        self.configuration.chmod(0o644)

    def spec(self) -> Spec:
        """The server as a process."""
        return Spec(
            name="postgres",
            kind="postgres",
            argv=(
                *(str(self.engine.binary), "-D", str(self.data)),
                *("-c", f"config_file={self.configuration}"),
            ),
            env={**os.environ, "LC_ALL": "C"},
            cwd=self.folder,
            is_ready=health.postgres(self.port),
            port=self.port,
            user=users.engine_user(),
            stop_signal=signal.SIGINT,  # "fast": end the connections, write everything, stop
            grace_seconds=20,
        )

    async def ensure_databases(self, passwords: Mapping[str, str]) -> None:
        """For each name a database that only the role of the same name can connect to."""
        private = "REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;\n"
        await self.sql(private + "".join(_database(*each) for each in passwords.items()))

    async def sql(self, text: str) -> str:
        """Run statements as the superuser."""
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", "postgres"]
        return await shell.run(
            [self.engine.tool("psql"), "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", *where],
            doing="Setting up the databases",
            env={**os.environ, "PGPASSFILE": str(self.pgpass), "PGCONNECT_TIMEOUT": "5"},
            stdin=text,
        )

    async def _make_cluster(self) -> None:
        """Into another folder first: a half-made one is never taken for a whole one."""
        unfinished, password = self.folder / "unfinished", self.folder / "password"
        shutil.rmtree(unfinished, ignore_errors=True)
        users.data_folder(unfinished)
        private_files.write(password, self.password_file.read_text(encoding="utf-8"))
        users.give_to_engines(password)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        try:
            await shell.run(
                [
                    *(self.engine.tool("initdb"), "-D", unfinished, "-U", "postgres"),
                    *("--auth=scram-sha-256", f"--pwfile={password}", "--encoding=UTF8"),
                    *(locale if self.engine.version >= (17,) else ["--locale=C.UTF-8"]),
                ],
                doing="Making the database folder",
                user=users.engine_user(),
            )
        finally:
            password.unlink()
        unfinished.rename(self.data)

    def _by_version(self) -> dict[str, str]:
        """Three reader processes less, where the server would start them."""
        return {"io_method": "sync"} if self.engine.version >= (18,) else {}

    def _refuse_other_version(self) -> None:
        made_by = int((self.data / "PG_VERSION").read_text())
        if made_by != self.engine.version[0]:
            raise StackError(
                f"The databases were made by PostgreSQL {made_by}, "
                f"and {self.engine.binary} is {self.engine.version[0]}.",
                remedy=f"KITROOM_POSTGRES_BIN=/usr/lib/postgresql/{made_by}/bin "
                "python3 manage.py up   (or: python3 manage.py reset)",
            )


def _database(name: str, password: str) -> str:
    """Names come from services.toml and passwords from our own generator: nothing to escape."""
    limits = (f"ALTER ROLE {name} SET {key} = '{value}';" for key, value in ROLE_SETTINGS.items())
    return f"""
        SELECT 'CREATE ROLE {name}'
            WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') \\gexec
        ALTER ROLE {name} LOGIN PASSWORD '{password}' CONNECTION LIMIT {ROLE_CONNECTIONS};
        SELECT 'CREATE DATABASE {name} OWNER {name}'
            WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{name}') \\gexec
        REVOKE CONNECT, TEMPORARY ON DATABASE {name} FROM PUBLIC;
        {" ".join(limits)}
    """  # noqa: S608
