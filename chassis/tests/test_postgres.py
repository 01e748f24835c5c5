"""A kept connection is trusted for seconds, and never when in doubt; it plans a statement once."""

import asyncio
from io import StringIO

import psycopg2
import pytest
from django.db import DataError, close_old_connections, connection, connections, transaction
from django.db.backends.postgresql import base
from django.test.utils import CaptureQueriesContext
from psycopg2 import extensions

from chassis.postgres.base import TRUSTED_SECONDS
from chassis.postgres.statements import TOLD, at_commit, database, later, run
from chassis.tests.conftest import NOTES


@pytest.fixture
def asked(transactional_db, monkeypatch, clock):
    """Give how often the server was asked, each time with its answer."""
    answers = []
    ask = base.DatabaseWrapper.is_usable

    def is_usable(self):
        answers.append(ask(self))
        return answers[-1]

    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", is_usable)
    monkeypatch.setattr("chassis.postgres.base.time.monotonic", clock)
    connection.ensure_connection()
    monkeypatch.setattr(connection, "_answered_at", float("-inf"))
    yield answers
    connection.close()


def cut_off():
    """End the connection as a server does that stops, and wait until it has."""
    other = psycopg2.connect(**connection.get_connection_params())
    other.autocommit = True
    pid = connection.connection.info.backend_pid
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        assert cursor.fetchone() == (True,)
    other.close()


def test_the_server_is_asked_once_in_some_seconds(asked, clock):
    assert connection.is_usable()
    assert connection.is_usable()
    assert asked == [True]

    clock.now += TRUSTED_SECONDS
    assert connection.is_usable()
    assert asked == [True, True]


def test_after_an_error_it_is_asked(asked, monkeypatch):
    assert connection.is_usable()
    monkeypatch.setattr(connection, "errors_occurred", True)

    assert connection.is_usable()
    assert asked == [True, True]


def test_a_connection_that_was_cut_is_found_out_at_once(asked):
    assert connection.is_usable()
    cut_off()

    assert not connection.is_usable()
    assert not connection.is_usable()
    assert asked == [True, False, False]


def test_a_connection_that_was_closed_here_is_not_trusted(asked):
    assert connection.is_usable()
    connection.connection.close()

    assert not connection.is_usable()


def test_in_a_transaction_that_has_failed_it_is_asked(asked):
    assert connection.is_usable()
    with transaction.atomic():
        with pytest.raises(DataError), connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")
        assert not connection.is_usable()
        transaction.set_rollback(True)

    assert asked == [True, False]


def test_who_has_no_connection_cannot_use_it(asked):
    connection.close()

    assert not connection.is_usable()


def test_no_request_fails_because_the_server_was_away_in_between(ana, asked):
    assert ana.get(NOTES).status_code == 200
    close_old_connections()  # as at the start of every request but those of tests
    assert ana.get(NOTES).status_code == 200
    cut_off()
    close_old_connections()

    assert ana.get(NOTES).status_code == 200
    assert asked == [True, False]


def remembered():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        return cursor.fetchone()[0]


def test_a_statement_is_planned_once_for_a_connection(transactional_db):
    connection.close()
    for word in ("a", "%s", "'"):
        assert run("SELECT %s || '%%'", [word]) == [(f"{word}%",)]
    assert remembered() == 1

    connection.close()
    assert remembered() == 0
    assert run("SELECT %s || '%%'", ["a"]) == [("a%",)]


def test_it_outlives_the_transaction_in_which_it_was_planned(transactional_db):
    connection.close()
    for _ in range(2):
        with transaction.atomic():
            run("SELECT %s::int", [1])
            transaction.set_rollback(True)

    assert remembered() == 1


def test_what_is_no_query_has_no_rows(db):
    assert run("DELETE FROM django_migrations WHERE false") == []


def test_a_connection_remembers_only_so_many(transactional_db, monkeypatch):
    monkeypatch.setattr("chassis.postgres.base.MOST_PREPARED", 3)
    connection.close()
    for number in (1, 2, 3, 4, 1, 5):
        assert run(f"SELECT {number}") == [(number,)]

    assert remembered() == 3


def test_a_mistake_is_told_as_django_tells_it(transactional_db):
    with pytest.raises(DataError):
        run("SELECT 1 / %s::int", [0])
    assert run("SELECT 1 / %s::int", [1]) == [(1,)]


def test_whoever_watches_sees_statements_as_they_are(transactional_db):
    connection.close()
    with CaptureQueriesContext(connection) as seen:
        assert run("SELECT %s::int", [7]) == [(7,)]

    assert [query["sql"] for query in seen.captured_queries] == ["SELECT 7::int"]
    assert remembered() == 0


def test_behind_a_pool_nothing_is_prepared(transactional_db, monkeypatch):
    monkeypatch.setattr("chassis.postgres.base.PREPARES", False)
    connection.close()

    assert run("SELECT %s::int", [1]) == [(1,)]
    assert remembered() == 0


def test_statements_go_over_djangos_connection_also_where_an_event_loop_runs():
    async def asked():
        return database(), connections["default"]

    here, there = (database(), connections["default"]), asyncio.run(asked())

    assert here[0] is here[1]
    assert there[0] is there[1]
    assert there[0] is not here[0]


@pytest.fixture
def words(transactional_db):
    """Give a way to read the words that were written, and a statement that writes one."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE words (number serial, word varchar(5))")
    yield lambda: [word for (word,) in run("SELECT word FROM words ORDER BY number")]
    connection.close()


WRITE = "INSERT INTO words (word) VALUES (%s)"


def write_with_a_cursor(word):
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [word])


@pytest.mark.parametrize("write", [run, lambda _, words: write_with_a_cursor(*words)])
def test_what_can_wait_goes_before_the_next_statement(words, write):
    with transaction.atomic():
        later(WRITE, ["one"])
        later(WRITE, ["two"])
        write(WRITE, ["three"])
        later(WRITE, ["four"])

    assert words() == ["one", "two", "three", "four"]


def test_a_cursor_of_before_overtakes_nothing(words):
    with connection.cursor() as cursor:
        with transaction.atomic():
            cursor.execute(WRITE, ["one"])
            transaction.set_rollback(True)
        with transaction.atomic():
            later(WRITE, ["two"])
            cursor.executemany(WRITE, [["three"], ["four"]])
            later(WRITE, ["five"])
            cursor.copy_expert("COPY words (word) FROM STDIN", StringIO("six\n"))
            later(WRITE, ["seven"])
            cursor.copy_from(StringIO("eight\n"), "words", columns=["word"])
            later(WRITE, ["nine"])
            cursor.copy_to(written := StringIO(), "words", columns=["word"])
            later(WRITE, ["ten"])
            cursor.callproc("abs", [-1])

    told = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    assert words() == told
    assert written.getvalue().split() == told[:-1]


def test_words_that_psycopg_refuses_take_nothing_along(words):
    with transaction.atomic():
        later(WRITE, ["one"])
        with connection.cursor() as cursor, pytest.raises(IndexError):
            cursor.execute("SELECT %s, %s", [1])
        later(WRITE, ["two"])
        transaction.set_rollback(True)

    assert words() == []


def test_it_is_one_message_with_that_statement(words):
    message = "SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()"
    run(WRITE, ["plan"])
    run(message)
    with transaction.atomic():
        later(WRITE, ["one"])
        [(said,)] = run(message)

    assert said == "BEGIN; EXECUTE kitroom_0('one'); EXECUTE kitroom_1"


def test_it_goes_with_the_transaction_or_not_at_all(words):
    with transaction.atomic():
        later(WRITE, ["one"])
    with transaction.atomic():
        later(WRITE, ["two"])
        transaction.set_rollback(True)
    with transaction.atomic():
        with transaction.atomic():
            later(WRITE, ["three"])
            transaction.set_rollback(True)
        later(WRITE, ["four"])

    assert words() == ["one", "four"]


def test_without_a_transaction_nothing_waits(words):
    later(WRITE, ["one"])

    assert not connection.connection.waiting
    assert words() == ["one"]


def test_who_watches_sees_it_where_it_was_said(words):
    with CaptureQueriesContext(connection) as seen, transaction.atomic():
        later(WRITE, ["one"])
        run("SELECT 1")

    said = [query["sql"].split(" (")[0] for query in seen.captured_queries]
    assert said == ["BEGIN", "INSERT INTO words", "SELECT 1", "COMMIT"]


@pytest.mark.parametrize("how", [lambda: None, lambda: run("SELECT 1")])
def test_a_mistake_in_it_is_told_by_the_next_statement_or_the_commit(words, how):
    def write():
        with transaction.atomic():
            run(WRITE, ["one"])
            later(WRITE, ["too long"])
            how()

    with pytest.raises(DataError):
        write()

    assert words() == []
    with transaction.atomic():
        run(WRITE, ["two"])
    assert words() == ["two"]


def test_what_waits_may_be_forgotten_as_a_plan_and_is_done_all_the_same(words, monkeypatch):
    monkeypatch.setattr("chassis.postgres.base.MOST_PREPARED", 1)
    with transaction.atomic():
        later(WRITE, ["one"])
        assert run("SELECT 1") == [(1,)]

    assert words() == ["one"]


def test_transactions_without_autocommit_begin_anew_by_themselves(words):
    transaction.set_autocommit(False)
    for word in ("one", "two"):
        run(WRITE, [word])
        transaction.commit()
    run(WRITE, ["three"])
    transaction.rollback()
    transaction.set_autocommit(True)

    assert words() == ["one", "two"]


def test_a_transaction_of_which_the_server_never_heard_is_over_all_the_same(words):
    for ends_well in (True, False):
        with transaction.atomic():
            transaction.set_rollback(not ends_well)
        assert connection.connection.info.transaction_status == extensions.TRANSACTION_STATUS_IDLE

    run(WRITE, ["one"])
    assert words() == ["one"]


def test_a_long_answer_is_read_in_pieces_inside_of_a_transaction(transactional_db):
    with transaction.atomic():
        later("SELECT 1")
        with connection.chunked_cursor() as cursor:
            cursor.itersize = 10
            cursor.execute("SELECT generate_series(1, 100)")
            assert sum(number for (number,) in cursor) == 5050


def test_a_savepoint_is_in_one_message_with_what_it_is_about(words):
    message = "SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()"
    run(message)
    with transaction.atomic():
        with transaction.atomic():
            [(said,)] = run(message)
        waiting = list(connection.connection.waiting)

    begin, savepoint, statement = said.split("; ")
    assert (begin, statement) == ("BEGIN", "EXECUTE kitroom_0")
    assert waiting == [f"RELEASE {savepoint}".encode()]


@pytest.mark.parametrize("write", [run, later])
@pytest.mark.parametrize("fails", ["too long", None])
def test_what_fails_in_a_savepoint_is_told_there_and_the_rest_is_done(words, write, fails):
    def fail():
        with transaction.atomic():
            run(WRITE, ["two"])
            with transaction.atomic():
                pass
            write(WRITE, [fails or "three"])
            if not fails:
                raise DataError

    with transaction.atomic():
        later(WRITE, ["one"])
        with pytest.raises(DataError):
            fail()
        with transaction.atomic():
            write(WRITE, ["four"])

    assert words() == ["one", "four"]


def test_what_was_said_before_a_savepoint_does_not_fail_in_it(words):
    entered = []

    def write():
        later(WRITE, ["too long"])
        try:
            with transaction.atomic():
                entered.append(1)
                run(WRITE, ["two"])
        except DataError:
            if entered:
                return
            raise

    with pytest.raises(DataError), transaction.atomic():
        write()

    assert words() == []


def test_a_savepoint_of_which_nothing_was_sent_takes_nothing_along(words):
    with transaction.atomic():
        later(WRITE, ["one"])
        with transaction.atomic():
            later(WRITE, ["two"])
            transaction.set_rollback(True)
        later(WRITE, ["three"])
    with transaction.atomic():
        with CaptureQueriesContext(connection), transaction.atomic():
            later(WRITE, ["four"])
        with transaction.atomic(), CaptureQueriesContext(connection):
            later(WRITE, ["five"])

    assert words() == ["one", "three", "four", "five"]


LAST = "SELECT word, number::text FROM words WHERE word = %s"


def test_a_commit_tells_what_was_read_before_it_in_one_message(words):
    sent = []
    for word in ("plan", "two"):
        with transaction.atomic():
            later(WRITE, [word])
            asked = at_commit(LAST, [word])
            later(f"INSERT INTO words (word) VALUES (upper({TOLD}))")  # noqa: S608
            sent.append([each.split(b" ")[0] for each in connection.connection.waiting])
        with CaptureQueriesContext(connection) as seen:
            told = asked.told()
        assert (told[0], seen.captured_queries) == (word, [])

    assert sent[-1] == [b"BEGIN", b"EXECUTE", b"EXECUTE", b"EXECUTE"]
    assert words() == ["plan", "PLAN", "two", "TWO"]


def test_before_its_commit_it_is_asked_for(words):
    with transaction.atomic():
        with transaction.atomic():
            later(WRITE, ["one"])
            asked = at_commit(LAST, ["one"])
        told = asked.told()
        later("UPDATE words SET word = 'two'")

    assert (asked.told(), words()) == (told, ["two"])


def test_of_nothing_there_is_nothing_to_tell(words):
    def ask():
        with transaction.atomic():
            later(WRITE, ["one"])
            at_commit(LAST, ["two"])

    with pytest.raises(DataError, match="there is no such row"):
        ask()

    assert words() == []


def test_what_was_taken_back_is_not_told(words):
    for word in ("one", "two"):
        with transaction.atomic():
            run(WRITE, [word])
            with transaction.atomic():
                asked = at_commit(LAST, [word])
                run("SELECT 1")
                transaction.set_rollback(True)
        with pytest.raises(RuntimeError):
            asked.told()
        with transaction.atomic():
            at_commit(LAST, [word])

    assert words() == ["one", "two"]  # who does not want it has no error of it


def test_what_else_was_asked_is_not_told(words):
    with transaction.atomic():
        run(WRITE, ["one"])
        earlier, later = at_commit(LAST, ["one"]), at_commit(LAST, ["one"])

    assert later.told()[0] == "one"
    with pytest.raises(RuntimeError):
        earlier.told()


def test_where_nothing_waits_nothing_is_told_by_a_commit(words):
    assert at_commit(LAST, ["one"]) is None
    with CaptureQueriesContext(connection), transaction.atomic():
        assert at_commit(LAST, ["one"]) is None
