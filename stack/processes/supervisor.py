"""All the processes of one system: started together, stopped in order, written down."""

import asyncio
import json
import os
import time
from collections.abc import Iterable, Sequence

from stack import state, wanted
from stack.processes import identity
from stack.processes.keep_alive import Keeper
from stack.processes.spec import ORDER_OF_STOP, Spec
from stack.settings import Settings

READY_WITHIN_SECONDS = 90.0


class Supervisor:
    """Holds one keeper for each process."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.keepers: dict[str, Keeper] = {}
        self.phase = "starting"
        self.settled = 0
        self.trouble = ""
        self.resting: Sequence[str] = ()
        self._written: state.State | None = None
        self._log = (settings.logs / "supervisor.log").open("a", encoding="utf-8")

    def begin(self, specs: Iterable[Spec]) -> list[Keeper]:
        """Start processes that do not run yet."""
        keepers = []
        for spec in specs:
            (self.settings.heartbeats / spec.name).unlink(missing_ok=True)
            log = self.settings.logs / f"{spec.name}.log"
            keeper = self.keepers[spec.name] = Keeper(spec, log, self.tell)
            keeper.start()
            keepers.append(keeper)
        return keepers

    async def start(self, *specs: Spec) -> None:
        """Start processes and wait until each is ready."""
        await self.until_ready(self.begin(specs))

    async def until_ready(self, keepers: Iterable[Keeper]) -> None:
        """Wait until each of these is ready."""
        waits = (keeper.until_ready(READY_WITHIN_SECONDS) for keeper in keepers)
        await asyncio.gather(*waits)

    async def stop(self, keepers: Iterable[Keeper]) -> None:
        """Stop these processes, kind after kind, and forget them."""
        chosen = list(keepers)
        for kind in ORDER_OF_STOP:
            same = [keeper for keeper in chosen if keeper.spec.kind == kind]
            await asyncio.gather(*(keeper.stop() for keeper in same))
            self.write()
        for keeper in chosen:
            self.keepers.pop(keeper.spec.name, None)
        self.write()

    async def stop_all(self) -> None:
        """Stop everything; afterwards nothing is left."""
        self.phase = "stopping"
        await self.stop(self.keepers.values())
        state.forget(self.settings)

    def is_running(self) -> None:
        """Everything is ready; the wish that the start began with came true."""
        self.phase = "running"
        self.settled = wanted.read(self.settings).number
        self.write()

    def hurry(self) -> None:
        """Somebody asked twice: no more grace."""
        for keeper in self.keepers.values():
            keeper.hurry()

    def of_service(self, name: str, kind: str | None = None) -> list[Keeper]:
        """The processes of a service that are kept now."""
        return [
            keeper
            for keeper in self._in_order()
            if keeper.spec.service == name and kind in (None, keeper.spec.kind)
        ]

    async def write_as_it_changes(self, every_seconds: float = 0.2) -> None:
        """Keep the state on disk up to date, for ever."""
        while True:
            self.write()
            await asyncio.sleep(every_seconds)

    def write(self) -> None:
        """Write the state if it is not what was last written."""
        now = state.State(
            supervisor=identity.of(os.getpid()),
            url=self.settings.public_url,
            gateway_port=self.settings.registry.gateway_port,
            phase=self.phase,
            settled=self.settled,
            trouble=self.trouble,
            resting=list(self.resting),
            processes=[keeper.state() for keeper in self._in_order()],
        )
        if now != self._written:
            state.write(self.settings, now)
            self._written = now

    def _in_order(self) -> list[Keeper]:
        """Engines first, then service after service, the gateway last."""
        names = self.settings.registry.names

        def place(keeper: Keeper) -> tuple[int, int, int]:
            spec = keeper.spec
            service = names.index(spec.service) if spec.service else -1
            if spec.kind == "gateway":
                service = len(names)
            return service, ORDER_OF_STOP.index(spec.kind), spec.port or 0

        return sorted(self.keepers.values(), key=place)

    def tell(self, event: str, level: str = "info", **fields: object) -> None:
        """Write an event to the supervisor's own log."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        line = {"timestamp": stamp, "level": level, "event": event, **fields}
        print(json.dumps(line), file=self._log, flush=True)
