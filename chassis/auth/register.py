"""Whether access has ended: asked for every token, and answered from memory.

Each process keeps what can still matter to a token and reads what is new by one query, at most
once in a second. Sessions live longer than what is kept: they are asked for in the database.
"""

import threading
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import floor

from django.db import connection

from chassis.auth.models import Ended, NotBefore

EVERY_SECONDS = 1.0
LONGEST_TOKEN_LIFE = timedelta(minutes=6)  # five, and what two clocks may differ
OVERLAP = timedelta(minutes=1)  # a row may be committed later than one that is younger
FIRST = LONGEST_TOKEN_LIFE + OVERLAP + timedelta(minutes=5)

_READ = """
    WITH given AS (SELECT clock_timestamp() - make_interval(secs => %s) AS since)
    SELECT '', sub, extract(epoch FROM not_before)::float8
    FROM kitroom_auth_notbefore, given WHERE changed_at > since
    UNION ALL
    SELECT name, '', extract(epoch FROM until)::float8
    FROM kitroom_auth_ended, given WHERE changed_at > since AND NOT starts_with(name, 'sid:')
"""


class Register:
    """What one process knows of ended access."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Know nothing, and so read everything at the next question."""
        self._people: dict[str, float] = {}
        self._ended: dict[str, float] = {}
        self._read_at: float | None = None

    def refresh(self) -> None:
        """Read what is new, unless that was done within the last second."""
        asked_at, read_at = time.monotonic(), self._read_at
        if read_at is None:
            with self._lock:  # whoever knows nothing waits for whoever reads
                if self._read_at is None:
                    self._read(FIRST, asked_at)
        elif asked_at - read_at > EVERY_SECONDS and self._lock.acquire(blocking=False):
            try:
                since = timedelta(seconds=asked_at - read_at) + OVERLAP
                self._read(min(since, FIRST), asked_at)
            finally:
                self._lock.release()

    def knows(self, sub: str, issued_at: float, names: Iterable[str]) -> bool:
        """Tell whether the person or one of the things has ended."""
        if issued_at < self._people.get(sub, 0):
            return True
        return bool(self._ended) and any(name in self._ended for name in names)

    def _read(self, since: timedelta, asked_at: float) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_READ, [since.total_seconds()])
            rows = cursor.fetchall()
        old = time.time() - FIRST.total_seconds()
        people = {sub: at for sub, at in self._people.items() if at > old}
        ended = {name: until for name, until in self._ended.items() if until > old}
        for name, sub, at in rows:
            (ended if name else people)[name or sub] = at
        self._people, self._ended, self._read_at = people, ended, asked_at


_register = Register()


def refuses(
    sub: str,
    issued_at: float,
    *,
    jti: str = "",
    tid: str = "",
    sid: str = "",
    digest: str = "",
) -> bool:
    """Tell whether what somebody was given at a moment (Unix seconds) counts no more.

    `jti` and `digest` name a token, `tid` the API token or the consent that it was given by. `sid`
    names a session: sessions are asked for in the database.
    """
    if sid:
        return _refuses_session(sub, issued_at, sid)
    _register.refresh()
    return _register.knows(sub, issued_at, (f"jti:{jti}", f"tid:{tid}", f"sha256:{digest}"))


def forget() -> None:
    """Read the whole register anew at the next question."""
    _register.forget()


def dated(sub: str, at: datetime) -> int:
    """Return the second that something given to somebody now carries as its date.

    Access ends at the turn of a second; what is given in the rest of it is dated after that.
    """
    row = NotBefore.objects.filter(sub=sub).first()
    now = floor(at.timestamp())
    return max(now, floor(row.not_before.timestamp())) if row else now


def _refuses_session(sub: str, begun_at: float, sid: str) -> bool:
    if Ended.objects.filter(name=f"sid:{sid}").exists():
        return True
    row = NotBefore.objects.filter(sub=sub).first()
    return row is not None and begun_at < row.not_before.timestamp()
