"""UUIDv7 ids."""

import time
import uuid

from chassis import ids


def test_an_id_is_a_uuid_of_version_7_and_the_rfc_variant():
    made = ids.uuid7()

    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_ids_sort_by_the_millisecond_of_their_making(monkeypatch):
    made = []
    for milliseconds in (1, 2, 1_700_000_000_000, 2**48 - 1):
        monkeypatch.setattr(time, "time_ns", lambda ms=milliseconds: ms * 1_000_000)
        made.append(ids.uuid7())

    assert made == sorted(made)
    assert made[2].int >> 80 == 1_700_000_000_000


def test_ids_of_one_millisecond_differ():
    assert len({ids.uuid7() for _ in range(1000)}) == 1000


def test_ids_of_one_millisecond_sort_by_its_parts(monkeypatch):
    made = []
    for nanoseconds in (0, 245, 500_000, 999_999):
        monkeypatch.setattr(time, "time_ns", lambda ns=nanoseconds: 1_700_000_000_000_000_000 + ns)
        made.append(ids.uuid7())

    assert made == sorted(made)


def test_a_name_has_one_id_wherever_it_is_made():
    assert ids.named("TL-0103") == uuid.UUID("56743f8b-dfec-50de-9513-81c340c2acb5")
    assert ids.named("TL-0103") != ids.named("TL-0104")
