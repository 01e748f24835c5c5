"""Which web processes get requests: the gateway is told before one stops and after one is ready."""

import asyncio
import time
from collections.abc import Collection

from stack.engines.nginx import Nginx
from stack.processes import identity
from stack.processes.keep_alive import Keeper
from stack.processes.supervisor import Supervisor

OLD_WORKERS_GONE_WITHIN_SECONDS = 35.0


class Traffic:
    """Tells the gateway where to send requests."""

    def __init__(self, supervisor: Supervisor, nginx: Nginx) -> None:
        self._supervisor = supervisor
        self._nginx = nginx

    async def opens(self) -> list[Keeper]:
        """Start the gateway; services that are not ready yet are answered for."""
        self._nginx.write_portal()
        await self.goes_to_all()
        return self._supervisor.begin([self._nginx.spec()])

    async def goes_to_all(self, *, but: Collection[str] = ()) -> None:
        """Send requests to every web process that is kept, except these; wait until it is so."""
        await self._nginx.configure(self._ports(but))
        if gateway := self._supervisor.keepers.get("gateway"):
            await gateway.until_started()
            if pid := gateway.state().pid:
                await self._reload(gateway, pid)

    async def _reload(self, gateway: Keeper, pid: int) -> None:
        """The old workers finish what they have begun; when they are gone, the change is true."""
        old = {identity.of(each) for each in identity.members(pid) if each != pid}
        gateway.reload()
        until = time.monotonic() + OLD_WORKERS_GONE_WITHIN_SECONDS
        while any(worker.is_alive() for worker in old) and time.monotonic() < until:
            await asyncio.sleep(0.05)

    def _ports(self, but: Collection[str]) -> dict[str, list[int]]:
        return {
            service.name: [
                keeper.spec.port
                for keeper in self._supervisor.of_service(service.name, "web")
                if keeper.spec.name not in but and keeper.spec.port is not None
            ]
            for service in self._supervisor.settings.registry
        }
