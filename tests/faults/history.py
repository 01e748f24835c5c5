"""What clients asked for and what they were told: the end state is held against this record."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What a client knows about something it asked for."""

    ACKNOWLEDGED = "acknowledged"  # it was told "done"
    FAILED = "failed"  # it was told "not done"
    UNKNOWN = "unknown"  # it was told nothing, or nothing sure


@dataclass
class Attempt:
    """One request: when it was sent, how long it took, how it ended (0: no answer at all)."""

    at: float
    seconds: float
    status: int
    said: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it was answered with success."""
        return 200 <= self.status < 300


@dataclass
class Operation:
    """One write that a client wants to happen exactly once, however often it has to ask."""

    kind: str  # "create" or "change"
    service: str
    name: str  # of the row, known before its id is
    text: str = ""  # what a change makes of it
    id: str = ""
    version: int = 0  # the version that it made
    outcome: Outcome = Outcome.UNKNOWN
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def is_acknowledged(self) -> bool:
        """Whether the client was told that it is done."""
        return self.outcome is Outcome.ACKNOWLEDGED


class History:
    """Every operation of every client; clients are threads."""

    def __init__(self) -> None:
        self.operations: list[Operation] = []
        self.began = time.time()
        self._lock = threading.Lock()

    def begin(self, operation: Operation) -> Operation:
        """Write down what is about to be asked for, before it is asked for."""
        with self._lock:
            self.operations.append(operation)
        return operation

    def of(self, service: str) -> list[Operation]:
        """The operations on one service, in the order they were begun."""
        return [each for each in self.operations if each.service == service]

    @property
    def attempts(self) -> list[Attempt]:
        """Every request of every operation."""
        return [attempt for each in self.operations for attempt in each.attempts]

    def outcomes(self) -> Counter[Outcome]:
        """How many operations ended how."""
        return Counter(each.outcome for each in self.operations)

    @property
    def acknowledged(self) -> int:
        """How many writes clients were told are done."""
        return self.outcomes()[Outcome.ACKNOWLEDGED]

    @property
    def repeats(self) -> int:
        """How many requests were sent again with the same key."""
        return sum(max(0, len(each.attempts) - 1) for each in self.operations)


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
