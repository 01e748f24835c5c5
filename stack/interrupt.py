"""Ctrl-C and `kill`: the first asks for an orderly stop, the second insists."""

import asyncio
import signal
from collections.abc import Callable


def cancel_me(*, then: Callable[[], None]) -> None:
    """Cancel the current task on the first signal, call `then` on each further one."""
    loop, main = asyncio.get_running_loop(), asyncio.current_task()
    asked: list[bool] = []

    def answer() -> None:
        if asked:
            then()
        elif main is not None:
            asked.append(True)
            main.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, answer)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # the terminal was closed
        loop.add_signal_handler(signal.SIGHUP, answer)
