"""An event that got its place earlier and was committed later is sent all the same."""

import uuid

import psycopg2
import pytest

from tests.faults.databases import value
from tests.faults.naive import Naive, naive
from tests.faults.report import counted
from tests.running import until

TIMES = 5
INSERT = """
    INSERT INTO events_outboxevent (type, subject, version, data)
    VALUES ('catalog.asset_deleted.v1', %s, 1, jsonb_build_object('asset_id', %s, 'version', 1))
    RETURNING event_id::text
"""
IS_SENT = "SELECT sent_at IS NOT NULL FROM events_outboxevent WHERE event_id = %s"

# The relay remembers how far it came.
CURSOR = Naive(
    file="chassis/events/relay.py",
    old="WHERE sent_at IS NULL ORDER BY",
    new="""WHERE position > (
        SELECT coalesce(max(position), 0) FROM events_outboxevent WHERE sent_at IS NOT NULL
    ) ORDER BY""",
    kinds=("background",),
    services=("catalog",),
)

pytestmark = pytest.mark.long


def late_is_sent(system, seconds=10):
    """Begin two events, commit the second, wait until it is sent, commit the first: is it sent?"""
    url = (system.run / "secrets" / "catalog-database-url").read_text()
    slow, fast = psycopg2.connect(url), psycopg2.connect(url)
    try:
        late, soon = publish(slow), publish(fast)
        fast.commit()
        until(lambda: value(system, "catalog", IS_SENT, [soon]))
        slow.commit()
        until(lambda: value(system, "catalog", IS_SENT, [late]), seconds)
    except AssertionError:
        return False
    finally:
        slow.close()
        fast.close()
    return True


def publish(connection):
    subject = str(uuid.uuid4())
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [subject, subject])
        return cursor.fetchone()[0]


def test_a_late_commit_is_not_skipped(system, report):
    skipped = TIMES - sum(late_is_sent(system) for _ in range(TIMES))

    report.row(
        "R7 late",
        tried=f"{TIMES} events committed after a later one had been sent",
        measured=f"{counted(skipped, TIMES)} skipped",
        target="0",
        holds=not skipped,
    )


def test_the_check_catches_a_relay_with_a_cursor(naive_system):
    with naive(naive_system, CURSOR):
        assert not late_is_sent(naive_system, seconds=4)
