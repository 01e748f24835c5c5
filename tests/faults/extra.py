"""More processes of a service than the supervisor keeps: two relays, consumers, many workers."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from stack import settings as stack_settings
from stack.processes import services
from tests.running import System


@contextmanager
def extra_processes(system: System, service: str, kind: str, count: int = 1) -> Iterator[list[int]]:
    """Run more processes of a kind, killed at the end; give their numbers."""
    settings = stack_settings.from_environment(system.environ)
    specs = [
        services.process(settings, settings.registry.service(service), kind, number)
        for number in range(2, count + 2)
    ]
    with (system.run / "logs" / "extra.log").open("ab") as log:
        extra = [
            subprocess.Popen(
                each.argv, env=each.env, cwd=each.cwd, stdout=log, stderr=log, process_group=0
            )
            for each in specs
        ]
    try:
        yield [each.pid for each in extra]
    finally:
        for each in extra:
            os.killpg(each.pid, signal.SIGKILL)
            each.wait()
