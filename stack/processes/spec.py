"""What a process is: its command, how to see that it is ready, how it wants to be stopped."""

import signal
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

# Whoever sends requests stops before whoever answers them; the way up is the way back.
ORDER_OF_STOP = ("gateway", "web", "background", "worker", "redis", "postgres")


@dataclass(frozen=True, kw_only=True)
class Spec:
    """One process that should run."""

    name: str
    kind: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: Path
    is_ready: Callable[[], Awaitable[bool]]
    service: str | None = None
    port: int | None = None
    user: str | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace_seconds: float = 10.0
