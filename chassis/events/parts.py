"""The two parts of the background process that events need."""

import time
from threading import Event

from django.conf import settings
from django.db import transaction

from chassis.events import positions, receiving, relay, retrying
from chassis.events.doubts import Doubts
from chassis.events.handling import producers
from chassis.events.locks import lock
from chassis.events.models.outbox import CHANNEL
from chassis.events.names import stream_of
from chassis.events.reading import Delivery, Reader
from chassis.events.trimming import trim
from chassis.listening import Ear

TRIM_SECONDS = 10.0
LOOK_SECONDS = 1.0
BEATEN_SECONDS = 0.05


class Relay(Ear):
    """Sends events as soon as they are committed. Any number may run; one at a time sends.

    Without events it still looks each second whether Redis remembers, and says that all is sent.
    """

    name = "relay"

    def __init__(self) -> None:
        super().__init__(CHANNEL)
        self._trimmed_at = float("-inf")

    def turn(self) -> bool:
        """Send what waits; tell whether there may be more."""
        is_busy = relay.send() > 0
        if time.monotonic() > self._trimmed_at + TRIM_SECONDS:
            trim(stream_of(settings.SERVICE))
            self._trimmed_at = time.monotonic()
        return is_busy


class Consumer:
    """Applies the events of other services. Any number may run; one at a time reads and applies."""

    name = "consumer"

    def __init__(self) -> None:
        self._reader = Reader(settings.SERVICE, [stream_of(name) for name in producers()])
        self._doubts = Doubts(settings.SERVICE, self._reader.streams)
        self._woken = Event()
        self._retry_at = float("-inf")
        self._is_beaten = False

    def turn(self) -> bool:
        """Retry what is due, or else apply what came; tell whether there may be more.

        Both may have to wait for a lock, so they are not done in one turn.
        """
        if time.monotonic() >= self._retry_at:
            was_busy = retrying.retry() > 0
            self._retry_at = time.monotonic() + LOOK_SECONDS  # others may add letters
            if was_busy:
                return True
        return bool(self._receive())

    def _receive(self) -> Delivery | None:
        with transaction.atomic():
            self._is_beaten = lock("consumer") is None
            if self._is_beaten:
                return None
            delivery = self._reader.read()
            if delivery.left and self._doubts.arise():
                return delivery  # the note first; then all of it is read again
            receiving.receive(delivery, again=self._doubts.are_mine)
            if delivery.left:
                self._doubts.clear()
            due_in = retrying.due_in()
            positions.remember(self._reader, delivery, unsettled=due_in)
        self._doubts.are_mine = False
        self._reader.acknowledge(delivery)
        self._retry_at = time.monotonic() + min([LOOK_SECONDS, *due_in.values()])
        return delivery

    def wait(self, seconds: float) -> None:
        """Sleep until a stream grows or a letter is due, at most so long."""
        seconds = max(0.01, min(seconds, self._retry_at - time.monotonic()))
        if self._is_beaten:  # whoever is at it is quick, and perhaps gone then
            self._woken.wait(min(seconds, BEATEN_SECONDS))
        elif not self._woken.is_set():
            self._reader.wait(seconds)
        self._woken.clear()

    def wake(self) -> None:
        """End the next sleep at once; one that waits for Redis ends within a second."""
        self._woken.set()
