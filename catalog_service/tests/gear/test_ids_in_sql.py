"""Ids that the database makes for rows that come by the thousand."""

import time

from django.db import connection


def test_ids_of_the_database_are_like_those_of_python(db):
    before = time.time_ns() // 1_000_000

    with connection.cursor() as cursor:
        cursor.execute("SELECT gear_uuid7() FROM generate_series(1, 20000)")
        ids = [id for (id,) in cursor.fetchall()]

    after = time.time_ns() // 1_000_000
    assert {(id.version, id.variant) for id in ids} == {(7, "specified in RFC 4122")}
    assert all(before <= id.int >> 80 <= after for id in (ids[0], ids[-1]))
    assert len(set(ids)) == 20_000
    assert [id.int >> 64 for id in ids] == sorted(id.int >> 64 for id in ids)
