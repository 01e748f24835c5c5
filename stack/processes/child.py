"""One child process: begun, signalled, and gone with everything below it."""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from stack.processes import identity, leash
from stack.processes.spec import Spec

NOTICE_EVERY_SECONDS = 0.1
CANNOT_BEGIN = (OSError, subprocess.SubprocessError)  # what `Child` raises


class Child:
    """A process that was begun as its Spec says, writing to its log."""

    def __init__(self, spec: Spec, log: Path) -> None:
        with log.open("ab") as output:
            self._popen = subprocess.Popen(
                spec.argv,
                env=spec.env,
                cwd=spec.cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                user=spec.user,
                extra_groups=[] if spec.user else None,
                start_new_session=True,
                preexec_fn=leash.tie(spec.stop_signal),
            )
        self.identity = identity.of(self._popen.pid)
        self.since = time.time()

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal; SIGKILL goes to everything below it, too."""
        if self._popen.returncode is not None:
            return
        if number is signal.SIGKILL:
            self._kill_all()
        else:
            self._popen.send_signal(number)

    async def until_it_ends(self) -> str:
        """Wait for its end, end what it left behind, and say how it ended."""
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        while os.waitid(os.P_PID, self._popen.pid, flags) is None:
            await asyncio.sleep(NOTICE_EVERY_SECONDS)
        self._kill_all()  # not reaped yet, so the number is still its own
        return _in_words(self._popen.wait())

    def _kill_all(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._popen.pid, signal.SIGKILL)


def _in_words(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
