"""How many calls may be repeated: one in ten, or repeats would finish off whoever struggles."""

import threading

CALLS_PER_RETRY = 10
MOST_SAVED_RETRIES = 10


class RetryBudget:
    """Every call saves a tenth of a retry. It starts empty, so that the promise always holds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._saved = 0

    def call_begins(self) -> None:
        """Save for a retry."""
        with self._lock:
            self._saved = min(self._saved + 1, CALLS_PER_RETRY * MOST_SAVED_RETRIES)

    def take(self) -> bool:
        """Spend a retry, if one was saved."""
        with self._lock:
            if self._saved < CALLS_PER_RETRY:
                return False
            self._saved -= CALLS_PER_RETRY
            return True
