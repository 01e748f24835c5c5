"""`manage.py up`: from a fresh clone to a running system."""

import argparse
import asyncio
import os
from collections.abc import Awaitable, Callable

from stack import (
    demo,
    detach,
    django,
    interrupt,
    leftovers,
    lock,
    logs,
    secrets,
    users,
    virtualenv,
    wanted,
)
from stack.console import Console
from stack.doctor import obstacles
from stack.engines import find
from stack.engines.nginx import Nginx
from stack.engines.postgres import Postgres
from stack.engines.redis import Redis
from stack.errors import StackError
from stack.processes import services
from stack.processes.spec import Spec
from stack.processes.steering import Steering
from stack.processes.supervisor import Supervisor
from stack.processes.traffic import Traffic
from stack.registry import Service
from stack.settings import Settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be said after `up`."""
    parser.add_argument(
        "--detach", action="store_true", help="go on in the background once everything is ready"
    )


def run(settings: Settings, console: Console, options: argparse.Namespace) -> int:
    """Start everything and keep it running until Ctrl-C or `down`."""
    if options.detach:
        return detach.run(settings, lambda let_go: _supervise(settings, console, let_go))
    return _supervise(settings, console, None)


def _supervise(settings: Settings, console: Console, let_go: Callable[[], None] | None) -> int:
    os.umask(0o022)  # the engines' user must be able to read what is unpacked for it
    try:
        with lock.hold(settings):
            return asyncio.run(Run(settings, console).until_stopped(let_go))
    except StackError as error:
        console.error(str(error), error.remedy)
        return 1


class Run:
    """One run of the whole system, from the first check to the last process."""

    def __init__(self, settings: Settings, console: Console) -> None:
        self.settings = settings
        self.console = console
        self.supervisor = Supervisor(settings)

    async def until_stopped(self, let_go: Callable[[], None] | None) -> int:
        """Start, watch over it, and stop whatever was started, however this ends."""
        interrupt.cancel_me(then=self.supervisor.hurry)
        writing = asyncio.create_task(self.supervisor.write_as_it_changes())
        try:
            steering = await self._start()
            if let_go:
                let_go()
                await steering.follow()
            else:
                self.console.say("  Ctrl-C stops everything. What the processes say:\n")
                await asyncio.gather(steering.follow(), logs.follow(self.settings, self.console))
        except asyncio.CancelledError:
            self.console.say()
        finally:
            writing.cancel()
            await self._stop()
        return 0

    async def _start(self) -> Steering:
        """The story of a start."""
        console, settings, supervisor = self.console, self.settings, self.supervisor
        self._announce()
        leftovers.clean(settings)
        logs.keep_small(settings)
        obstacles.refuse(settings)
        secrets.ensure(settings)
        wanted.write(settings, wanted.as_registered(settings.registry))

        async with console.step("environment") as step:
            step.detail = "installing what requirements/ names"
            await virtualenv.create(settings)
            finding = asyncio.create_task(find.ensure(settings))
            step.detail = await virtualenv.ensure(settings)

        async with console.step("engines") as step:
            step.detail = "fetching PostgreSQL, Redis and Nginx"
            engines = await finding
            step.detail = ", ".join(map(str, (engines.postgres, engines.redis, engines.nginx)))
            postgres, redis = Postgres.of(settings, engines), Redis.of(settings, engines)
            nginx = Nginx.of(settings, engines)
            await postgres.prepare()
            redis.prepare()
            await supervisor.start(postgres.spec(), redis.spec())

        async with console.step("databases") as step:
            step.detail = f"migrating {', '.join(settings.registry.names)}"
            await postgres.ensure_databases(secrets.database_passwords(settings))
            step.detail = _report("migrated", await self._for_each_service(django.prepare))

        async with console.step("demo data") as step:
            step.detail = "making it, this once"
            step.detail = _report("made for", await self._for_each_service(demo.seed))

        async with console.step("processes") as step:
            keepers = supervisor.begin(self._of_the_services())
            traffic = Traffic(supervisor, nginx)
            nginx.write_portal()
            await traffic.goes_to_all()
            keepers += supervisor.begin([nginx.spec()])
            step.detail = f"{len(supervisor.keepers)} started"

        async with console.step("health") as step:
            making_token = asyncio.create_task(demo.token(settings))
            await supervisor.until_ready(keepers)
            token = await making_token
            step.detail = "all ready"

        supervisor.is_running()
        console.say(demo.screen(settings, console, token))
        return Steering(supervisor, traffic)

    async def _stop(self) -> None:
        async with self.console.step("stopping") as step:
            step.detail = f"{len(self.supervisor.keepers)} processes"
            await self.supervisor.stop_all()

    def _announce(self) -> None:
        self.console.say(f"\n  {self.console.bold('Kitroom')}  {self.settings.public_url}\n")
        if users.is_root():
            self.console.say("  As root the services run as root, too; any other user is safer.\n")
        if self.settings.is_elsewhere:
            self.console.say(
                "  PostgreSQL does not run as root, and its own user cannot enter this folder:\n"
                f"  all data goes to {self.settings.run}\n"
            )

    def _of_the_services(self) -> list[Spec]:
        wish = wanted.as_registered(self.settings.registry)
        return [
            spec
            for service in self.settings.registry
            for spec in services.processes(
                self.settings, service, web_count=wish.web_count(service.name)
            )
        ]

    async def _for_each_service(
        self, step: Callable[[Settings, Service], Awaitable[bool]]
    ) -> list[str]:
        """Do something for all services at once; name those for which there was something to do."""
        done = await asyncio.gather(*(step(self.settings, each) for each in self.settings.registry))
        return [name for name, was in zip(self.settings.registry.names, done, strict=True) if was]


def _report(verb: str, names: list[str]) -> str:
    return f"{verb} {', '.join(names)}" if names else "unchanged"
