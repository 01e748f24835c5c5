"""A child ends when its parent does, however that ended: not even `kill -9` leaves orphans."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def tie(stop_signal: signal.Signals) -> Callable[[], None]:
    """What a child runs before its command; Linux forgets it on setuid, so it must come after."""
    parent = os.getpid()

    def tie_to_parent() -> None:
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, stop_signal)
        if os.getppid() != parent:
            os._exit(1)

    return tie_to_parent
