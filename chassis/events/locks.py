"""One at a time: of all processes of a service, one relay sends and one consumer applies."""

from datetime import datetime

from django.db import connection

# A process that freezes inside its transaction loses it, and the lock with it. Rows and tables are
# waited for longer than a request does: a projection that is made anew is locked for some seconds.
_LOCK = """
    SELECT set_config('idle_in_transaction_session_timeout', '5s', true),
           set_config('lock_timeout', '10s', true),
           pg_try_advisory_xact_lock(hashtext(%s)), now()
"""
_HURRY = "SELECT set_config('lock_timeout', '1s', true)"


def lock(name: str) -> datetime | None:
    """Take a lock until the end of this transaction; return its beginning, or None if taken."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [f"chassis.events.{name}"])
        *_, taken, began_at = cursor.fetchone()
    return began_at if taken else None


def hurry() -> None:
    """Wait for rows and tables no longer than a second each, until the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_HURRY)
