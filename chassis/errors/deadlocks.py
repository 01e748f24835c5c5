"""Two transactions wait for each other: the database ends one of them, which may begin again."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError

from chassis.observability import log

T = TypeVar("T")

DEADLOCK_DETECTED = "40P01"
# Who begins again at once takes its first row before the other, which waits for it, has woken up.
PAUSE_SECONDS = 0.2


def once_more(transaction: Callable[[], T]) -> T:
    """Do a whole transaction; if the database ended it for a deadlock, once more."""
    try:
        return transaction()
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != DEADLOCK_DETECTED:
            raise
        log.warning("deadlock_tried_again")
    time.sleep(PAUSE_SECONDS)
    return transaction()
