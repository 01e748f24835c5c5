"""What a request costs the database, in queries. While they are counted, none waits for another."""

import pytest

from chassis.tests.conftest import NOTES

TRANSACTION = 2  # BEGIN and COMMIT; in a test, a savepoint and its release
SAVEPOINT = 2
LIST = GET = INSERT = 1
KEY_IS_TAKEN = KEY_IS_STORED = 1
ROW_IS_LOCKED = ROW_IS_WRITTEN = 1
WHO_WRITES = ROW_IS_READ_AGAIN = 1
WRITE = TRANSACTION + WHO_WRITES
CREATE = WRITE + SAVEPOINT + INSERT + ROW_IS_READ_AGAIN


@pytest.fixture
def place(ana):
    return ana.post(NOTES, {"title": "Tidy"})["Location"]


def test_a_list_costs_one(ana, place, django_assert_num_queries):
    ana.post(NOTES, {"title": "Paint"})

    with django_assert_num_queries(LIST):
        assert len(ana.get(NOTES).json()["results"]) == 2


def test_a_row_costs_one(ana, place, django_assert_num_queries):
    with django_assert_num_queries(GET):
        ana.get(place)


def test_a_new_row_costs_its_insert_in_a_transaction(ana, django_assert_num_queries):
    with django_assert_num_queries(CREATE):
        ana.post(NOTES, {"title": "Tidy"})


def test_a_key_costs_two_more(ana, django_assert_num_queries):
    with django_assert_num_queries(CREATE + KEY_IS_TAKEN + KEY_IS_STORED):
        ana.post(NOTES, {"title": "Tidy"}, headers={"Idempotency-Key": "a-key"})


def test_a_change_costs_a_lock_and_a_write(ana, place, django_assert_num_queries):
    with django_assert_num_queries(WRITE + ROW_IS_LOCKED + ROW_IS_WRITTEN):
        ana.patch(place, {"rank": 1}, headers={"If-Match": '"1"'})
