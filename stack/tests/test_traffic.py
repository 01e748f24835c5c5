"""How the gateway is told where to send requests."""

import asyncio
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from stack.processes.spec import Spec
from stack.processes.supervisor import Supervisor
from stack.processes.traffic import Traffic

SLOW_TO_LISTEN = """
import pathlib, signal, time
time.sleep(0.5)  # a SIGHUP ends it until here
signal.signal(signal.SIGHUP, lambda *_: pathlib.Path("reloaded").touch())
pathlib.Path("ready").touch()
while True:
    signal.pause()
"""


class Gateway:
    """Stands for Nginx: it counts how often it is configured."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.configured = 0

    async def configure(self, instances: Mapping[str, Sequence[int]]) -> None:
        self.configured += 1

    def write_portal(self) -> None:
        """It has none."""

    def spec(self) -> Spec:
        return Spec(
            name="gateway",
            kind="gateway",
            argv=(sys.executable, "-c", SLOW_TO_LISTEN),
            env=dict(os.environ),
            cwd=self.folder,
            is_ready=self.is_ready,
        )

    async def is_ready(self) -> bool:
        return (self.folder / "ready").exists()


def test_a_gateway_that_starts_is_told_when_it_listens(settings, tmp_path):
    async def story() -> None:
        settings.logs.mkdir(parents=True)
        supervisor = Supervisor(settings)
        gateway = Gateway(tmp_path)
        traffic = Traffic(supervisor, gateway)  # type: ignore[arg-type]
        (keeper,) = await traffic.opens()
        while keeper.state().pid is None:
            await asyncio.sleep(0)

        await traffic.goes_to_all()

        async with asyncio.timeout(5):
            while not (tmp_path / "reloaded").exists():
                await asyncio.sleep(0.01)
        assert (gateway.configured, keeper.restarts) == (2, 0)
        await keeper.stop()

    asyncio.run(story())
