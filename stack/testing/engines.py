"""A PostgreSQL and a Redis for tests and for the benchmark: private, empty, gone at the end."""

import asyncio
import contextlib
import dataclasses
import shutil
import socket
from collections.abc import AsyncIterator, Mapping

from stack import leftovers, secrets, virtualenv
from stack.console import Console
from stack.engines import find
from stack.engines.find import Engines
from stack.engines.postgres import Postgres
from stack.engines.redis import Redis
from stack.processes.supervisor import Supervisor
from stack.settings import Settings

# What tests write may be lost in a crash of the machine; what people write may not.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Statistics of the few rows of a test, taken at any moment, would change plans that tests read.
    "autovacuum": "off",
}


def private(settings: Settings, purpose: str) -> Settings:
    """A run folder and free ports of their own."""
    return dataclasses.replace(
        settings,
        run=settings.run / purpose / "engines",
        registry=dataclasses.replace(
            settings.registry, postgres_port=_free_port(), redis_port=_free_port()
        ),
    )


async def found(settings: Settings, console: Console) -> Engines:
    """Make sure of the environment with its checks, and return the engines of this machine."""
    async with console.step("environment") as step:
        step.detail = await virtualenv.ensure(settings, with_checks=True)
    async with console.step("engines") as step:
        engines = await find.ensure(settings)
        step.detail = ", ".join(map(str, (engines.postgres, engines.redis, engines.nginx)))
    return engines


@contextlib.asynccontextmanager
async def running(
    settings: Settings, engines: Engines, postgres_settings: Mapping[str, str]
) -> AsyncIterator[None]:
    """Run both for as long as it takes."""
    leftovers.clean(settings)
    for entry in ("postgres", "redis"):
        shutil.rmtree(settings.run / entry, ignore_errors=True)
    secrets.ensure(settings)
    postgres = dataclasses.replace(Postgres.of(settings, engines), extra=postgres_settings)
    redis = Redis.of(settings, engines)
    await postgres.prepare()
    redis.prepare()
    supervisor = Supervisor(settings)
    writing = asyncio.create_task(supervisor.write_as_it_changes())
    try:
        await supervisor.start(postgres.spec(), redis.spec())
        yield
    finally:
        writing.cancel()
        await supervisor.stop_all()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
