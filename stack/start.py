"""The story of a start, step by step: from an empty folder to the last screen."""

import asyncio

from stack import (
    demo,
    first_steps,
    leftovers,
    logs,
    secrets,
    users,
    virtualenv,
    wanted,
)
from stack.console import Console
from stack.doctor import obstacles
from stack.engines import find
from stack.engines.find import Engines
from stack.engines.nginx import Nginx
from stack.engines.postgres import Postgres
from stack.engines.redis import Redis
from stack.processes import services
from stack.processes.keep_alive import Keeper
from stack.processes.spec import Spec
from stack.processes.steering import Steering
from stack.processes.supervisor import Supervisor
from stack.processes.traffic import Traffic
from stack.settings import Settings


class Start:
    """One start of the whole system; whatever it began, the supervisor keeps."""

    def __init__(self, settings: Settings, console: Console, supervisor: Supervisor) -> None:
        self.settings = settings
        self.console = console
        self.supervisor = supervisor

    async def run(self) -> Steering:
        """Start everything; what comes back makes later wishes come true."""
        self._announce()
        self._clear_the_way()
        engines = await self._install()
        await self._start_engines(engines)
        await self._take_first_steps()
        traffic = Traffic(self.supervisor, Nginx.of(self.settings, engines))
        await self._until_healthy(await self._start_processes(traffic))
        return Steering(self.supervisor, traffic)

    def _announce(self) -> None:
        say, settings = self.console.say, self.settings
        say(f"\n  {self.console.bold('Kitroom')}  {settings.public_url}\n")
        if users.is_root():
            say("  As root the services run as root, too; any other user is safer.\n")
        if settings.is_elsewhere:
            say(
                "  PostgreSQL does not run as root, and its own user cannot enter this folder:\n"
                f"  all data goes to {settings.run}\n"
            )

    def _clear_the_way(self) -> None:
        leftovers.clean(self.settings)
        logs.keep_small(self.settings)
        obstacles.refuse(self.settings)
        secrets.ensure(self.settings)
        wanted.write(self.settings, wanted.as_registered(self.settings.registry))

    async def _install(self) -> Engines:
        """The engines are fetched while the environment is filled."""
        async with self.console.step("environment") as step:
            step.detail = "installing what requirements/ names"
            await virtualenv.create(self.settings)
            finding = asyncio.create_task(find.ensure(self.settings))
            step.detail = await virtualenv.ensure(self.settings)
        async with self.console.step("engines") as step:
            step.detail = "fetching PostgreSQL, Redis and Nginx"
            engines = await finding
            step.detail = ", ".join(map(str, (engines.postgres, engines.redis, engines.nginx)))
        return engines

    async def _start_engines(self, engines: Engines) -> None:
        postgres = Postgres.of(self.settings, engines)
        redis = Redis.of(self.settings, engines)
        async with self.console.step("databases") as step:
            step.detail = "starting"
            redis.prepare()
            await postgres.prepare()
            await self.supervisor.start(postgres.spec(), redis.spec())
            await postgres.ensure_databases(secrets.database_passwords(self.settings))
            step.detail = "ready"

    async def _take_first_steps(self) -> None:
        """All services at once."""
        registry = self.settings.registry
        async with self.console.step("first steps") as step:
            step.detail = f"migrating {', '.join(registry.names)}, demo data"
            taken = await asyncio.gather(
                *(first_steps.take(self.settings, each) for each in registry)
            )
            names = [name for name, was in zip(registry.names, taken, strict=True) if was]
            step.detail = f"taken for {', '.join(names)}" if names else "taken before"

    async def _start_processes(self, traffic: Traffic) -> list[Keeper]:
        async with self.console.step("processes") as step:
            keepers = self.supervisor.begin(self._of_the_services())
            keepers += await traffic.opens()
            step.detail = f"{len(self.supervisor.keepers)} started"
        return keepers

    async def _until_healthy(self, keepers: list[Keeper]) -> None:
        async with self.console.step("health") as step:
            making_token = asyncio.create_task(demo.token(self.settings))
            await self.supervisor.until_ready(keepers)
            token = await making_token
            step.detail = "all ready"
        self.supervisor.is_running()
        self.console.say(demo.screen(self.settings, self.console, token))

    def _of_the_services(self) -> list[Spec]:
        wish = wanted.as_registered(self.settings.registry)
        return [
            spec
            for service in self.settings.registry
            for spec in services.processes(
                self.settings, service, web_count=wish.web_count(service.name)
            )
        ]
