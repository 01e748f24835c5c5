"""What the background process does every hour."""

import time
from threading import Event

from django.utils import timezone

from chassis.idempotency.forgetting import forget_old

EVERY_SECONDS = 3600.0


class Chores:
    """The part that tidies up."""

    name = "chores"

    def __init__(self) -> None:
        self._woken = Event()
        self._due = 0.0

    def turn(self) -> bool:
        """Forget what was kept long enough."""
        if time.monotonic() >= self._due:
            forget_old(timezone.now())
            self._due = time.monotonic() + EVERY_SECONDS
        return False

    def wait(self, seconds: float) -> None:
        """Sleep."""
        self._woken.wait(seconds)

    def wake(self) -> None:
        """End the sleep."""
        self._woken.set()
