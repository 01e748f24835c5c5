"""The inbox: an event is taken over once by each consumer, whatever is repeated."""

from collections.abc import Sequence

from django.db import connection

from chassis.events.sorting import Received

_TAKE = """
    INSERT INTO events_inboxentry
        (consumer, event_id, type, subject, request_id, event_at, received_at, applied_at)
    SELECT consumer, event_id, type, subject, request_id, event_at, clock_timestamp(),
           CASE WHEN %s THEN clock_timestamp() END
    FROM unnest(%s::text[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])
        AS given (consumer, event_id, type, subject, request_id, event_at)
    ON CONFLICT DO NOTHING
    RETURNING consumer, event_id::text
"""


def take(received: Sequence[Received], *, applied: bool) -> list[Received]:
    """Take events over, and return those that no earlier delivery took, each once."""
    if not received:
        return []
    rows = [
        (each.consumer, about.id, about.type, about.subject, about.request_id, about.at)
        for each in received
        for about in (each.about,)
    ]
    consumers, ids, *others = (list(column) for column in zip(*rows, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [applied, consumers, [str(id) for id in ids], *others])
        taken = set(cursor.fetchall())
    new = []
    for each in received:
        key = (each.consumer, str(each.about.id))
        if key in taken:
            taken.remove(key)  # a repeat within one delivery
            new.append(each)
    return new
