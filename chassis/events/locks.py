"""One at a time: of all processes of a service, one relay sends and one consumer applies."""

from datetime import datetime

from django.db import connection

# A process that freezes inside its transaction loses it, and the lock with it.
_LOCK = """
    SELECT set_config('idle_in_transaction_session_timeout', '5s', true),
           pg_try_advisory_xact_lock(hashtext(%s)), now()
"""


def lock(name: str) -> datetime | None:
    """Take a lock until the end of this transaction; return its beginning, or None if taken."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [f"chassis.events.{name}"])
        _, taken, began_at = cursor.fetchone()
    return began_at if taken else None
