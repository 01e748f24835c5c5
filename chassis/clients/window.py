"""How many calls went well and how many badly in the last seconds."""

from collections import deque


class Window:
    """Counts by the second, and forgets what is older than its length."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._counts: deque[list[int]] = deque()  # [second, good, bad], oldest first

    def add(self, now: float, *, ok: bool) -> None:
        """Count one call."""
        if not self._counts or self._counts[-1][0] != int(now):
            self._counts.append([int(now), 0, 0])
        self._counts[-1][1 if ok else 2] += 1

    def counts(self, now: float) -> tuple[int, int]:
        """Return how many went well and how many badly."""
        while self._counts and self._counts[0][0] <= now - self._seconds:
            self._counts.popleft()
        return sum(row[1] for row in self._counts), sum(row[2] for row in self._counts)

    def clear(self) -> None:
        """Forget everything."""
        self._counts.clear()
