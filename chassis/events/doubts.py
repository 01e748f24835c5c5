"""Doubt about a delivery: whoever had it before did not live to acknowledge it. Perhaps it is why.

It is tried as a whole once more, after that was noted and committed. If the note is found again,
two processes ended over it: then each event is tried alone, and its tries are counted.
"""

from collections.abc import Sequence

from django.db.models.functions import Now

from chassis.events.models import ConsumerPosition

DEATHS = 2  # of the processes that had it before it was doubted, and after


class Doubts:
    """What one process knows of the doubts of its group."""

    def __init__(self, group: str, streams: Sequence[str]) -> None:
        self._group, self._streams = group, streams
        self.are_mine = False

    def arise(self) -> bool:
        """Note a doubt, unless somebody did; return whether the note is new."""
        noted = ConsumerPosition.objects.filter(group=self._group).exclude(doubted_at=None)
        if self.are_mine or noted.exists():
            return False
        for stream in self._streams:
            ConsumerPosition.objects.update_or_create(
                stream=stream, group=self._group, defaults={"doubted_at": Now()}
            )
        self.are_mine = True
        return True

    def clear(self) -> None:
        """Take the note back, in the transaction that settles the delivery."""
        ConsumerPosition.objects.filter(group=self._group).update(doubted_at=None)
