"""Health: alive is the process itself, ready is its own database."""

import pytest
from django.db import close_old_connections, connection

from chassis.tests.conftest import NOTES


@pytest.fixture
def database_away(transactional_db, monkeypatch):
    """Take the database away: nobody listens on its port any more."""
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "PORT", 1)
        yield
    connection.close()


def test_a_process_is_alive_without_its_database(client, database_away):
    answer = client.get("/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_process_is_ready_with_its_database(client, db):
    answer = client.get("/health/ready", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_process_is_not_ready_while_its_database_is_away(client, database_away):
    answer = client.get("/health/ready")

    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})


@pytest.mark.parametrize("accept", ["", "nonsense", "image/png", "*/*;q=2"])
def test_a_probe_may_accept_what_it_likes(client, db, accept):
    assert client.get("/health/ready", headers={"Accept": accept}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_probe_costs_no_connection_of_its_own(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/health/ready")


def test_the_api_answers_503_while_the_database_is_away(ana, database_away, refused):
    answer = ana.get(NOTES)

    refused(answer, 503, "service_unavailable")
    assert answer["Retry-After"] == "2"
    refused(ana.post(NOTES, {"title": "a"}), 503, "service_unavailable")


def test_the_api_serves_again_when_its_connection_was_cut(ana, transactional_db):
    ana.get(NOTES)
    connection.connection.close()

    close_old_connections()  # as at the start of every request but those of tests

    assert ana.get(NOTES).status_code == 200


@pytest.mark.parametrize("accept", ["text/html", "application/json", "*/*"])
def test_the_report_names_each_part_and_how_it_is(client, transactional_db, accept):
    answer = client.get("/health/", headers={"Accept": accept})

    assert answer.status_code == 200, answer.content
    parts = answer.json()
    assert set(parts.values()) == {"OK"}
    assert [name.partition("(")[0] for name in parts] == ["Database", "Storage", "Redis"]


def test_the_report_says_that_redis_is_away_while_the_process_stays_ready(
    client, transactional_db, settings
):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    answer = client.get("/health/")

    assert answer.status_code == 503
    assert [text for name, text in answer.json().items() if name.startswith("Redis")] != ["OK"]
    assert client.get("/health/ready").status_code == 200
