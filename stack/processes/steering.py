"""Makes wishes come true while the system runs: more processes, a rest, a rolling restart."""

import asyncio

from stack import wanted
from stack.errors import StackError
from stack.processes import services
from stack.processes.keep_alive import Keeper
from stack.processes.supervisor import Supervisor
from stack.processes.traffic import Traffic
from stack.registry import Service
from stack.wanted import Wanted


class Steering:
    """Compares what is wanted with what runs, and acts on the difference."""

    def __init__(self, supervisor: Supervisor, traffic: Traffic) -> None:
        self._supervisor = supervisor
        self._settings = supervisor.settings
        self._traffic = traffic
        self._rounds: dict[str, int] = {}

    async def follow(self) -> None:
        """Follow every new wish, for ever."""
        while True:
            wish = wanted.read(self._settings)
            if wish.number != self._supervisor.settled:
                await self._come_true(wish)
            await asyncio.sleep(0.2)

    async def _come_true(self, wish: Wanted) -> None:
        self._supervisor.trouble = ""
        try:
            for service in self._settings.registry:
                await self._settle(service, wish)
        except StackError as error:
            self._supervisor.trouble = str(error)
            self._supervisor.tell("wish_failed", level="error", why=str(error))
        self._supervisor.resting = wish.stopped
        self._supervisor.settled = wish.number

    async def _settle(self, service: Service, wish: Wanted) -> None:
        await self._shrink(service, wish)
        await self._grow(service, wish)
        if wish.round_of(service.name) != self._rounds.get(service.name, 0):
            self._rounds[service.name] = wish.round_of(service.name)
            await self._replace_one_by_one(service, wish)

    async def _shrink(self, service: Service, wish: Wanted) -> None:
        """The gateway lets go first; a service without web processes rests as a whole."""
        count = wish.web_count(service.name)
        surplus = self._supervisor.of_service(service.name, "web")[count:]
        if count == 0:
            surplus = self._supervisor.of_service(service.name)
        if surplus:
            await self._traffic.goes_to_all(but={keeper.spec.name for keeper in surplus})
            await self._supervisor.stop(surplus)

    async def _grow(self, service: Service, wish: Wanted) -> None:
        """New processes are ready before the gateway hears of them."""
        if (count := wish.web_count(service.name)) == 0:
            return
        specs = services.processes(self._settings, service, web_count=count)
        missing = [spec for spec in specs if spec.name not in self._supervisor.keepers]
        if missing:
            await self._supervisor.start(*missing)
            await self._traffic.goes_to_all()

    async def _replace_one_by_one(self, service: Service, wish: Wanted) -> None:
        """A lone web process gets a companion until it is replaced: somebody must answer."""
        old = self._supervisor.of_service(service.name)
        if wish.web_count(service.name) == 1:
            await self._grow(service, wish.scaled(service.name, 2))
        for keeper in old:
            await self._replace(keeper)
        await self._shrink(service, wish)

    async def _replace(self, keeper: Keeper) -> None:
        is_web = keeper.spec.kind == "web"
        if is_web:
            await self._traffic.goes_to_all(but={keeper.spec.name})
        await self._supervisor.stop([keeper])
        await self._supervisor.start(keeper.spec)
        if is_web:
            await self._traffic.goes_to_all()
