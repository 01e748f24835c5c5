"""Nginx: the gateway in front of every web process; its configuration comes from `gateway/`."""

import os
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from gateway import render
from stack import private_files, secrets, shell, users
from stack.engines import njs
from stack.engines.find import Engine, Engines
from stack.processes import health
from stack.processes.spec import Spec
from stack.settings import Settings


@dataclass(frozen=True)
class Nginx:
    """The gateway: its binary and its folder."""

    engine: Engine
    folder: Path
    settings: Settings

    @classmethod
    def of(cls, settings: Settings, engines: Engines) -> "Nginx":
        """The gateway of a running system."""
        return cls(engine=engines.nginx, folder=settings.run / "nginx", settings=settings)

    async def configure(self, instances: Mapping[str, Sequence[int]]) -> None:
        """Write the configuration that sends requests to these ports, if Nginx accepts it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for name, content in render.scripts().items():
            (self.folder / name).write_bytes(content)
        new = self.folder / "new.conf"
        private_files.write(new, self._rendered(instances))
        await shell.run(
            [*self._command("new.conf"), "-t", "-q"], doing="Checking the gateway's configuration"
        )
        new.rename(self.folder / "nginx.conf")

    def write_portal(self) -> None:
        """Write the pages that the gateway itself serves."""
        folder = self.folder / "portal"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in self._pages().items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)

    def spec(self) -> Spec:
        """The gateway as a process."""
        port = self.settings.registry.gateway_port
        return Spec(
            name="gateway",
            kind="gateway",
            argv=(*self._command("nginx.conf"), "-g", "daemon off;"),
            env=dict(os.environ),
            cwd=self.folder,
            is_ready=health.http(port, "/portal/health", host=self.settings.local_host),
            port=port,
            stop_signal=signal.SIGQUIT,  # answer what was begun, then stop
            grace_seconds=5,
        )

    def _command(self, configuration: str) -> tuple[str, ...]:
        folder = str(self.folder)
        return (str(self.engine.binary), "-e", "stderr", "-p", folder, "-c", configuration)

    def _pages(self) -> Mapping[str, bytes]:
        return render.portal(self.settings.registry, origin=self.settings.public_url)

    def _rendered(self, instances: Mapping[str, Sequence[int]]) -> str:
        return render.render(
            self.settings.registry,
            host=self.settings.host,
            port=self.settings.registry.gateway_port,
            internal_port=self.settings.registry.internal_port,
            run_dir=self.settings.run,
            instances=instances,
            scheme=urlsplit(self.settings.public_url).scheme,
            user=users.engine_user(),
            secret=secrets.read(self.settings, secrets.GATEWAY),
            modules=njs.modules(self.engine.binary),
        )
