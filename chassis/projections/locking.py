"""For a moment, only one writes a projection."""

from django.db import connection

from chassis.projections.models import Projection


def write_alone(model: type[Projection]) -> None:
    """Let nobody else write a projection before this transaction ends; readers go on.

    A consumer in the middle of its rows is waited for. Row by row, each of us could come to hold
    what the other one needs next: its events are in the order of their times, not of their ids.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        cursor.execute(f'LOCK TABLE "{model._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
