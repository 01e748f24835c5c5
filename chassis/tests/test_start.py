"""What happens, and what does not, when a process starts."""

import gc
import sys

from django.core import signals
from django.db import close_old_connections, reset_queries
from django.http import HttpResponse
from django.test import RequestFactory

from chassis import web
from chassis.postgres.statements import database
from chassis.tests.processes import python

START = "import django; django.setup()"


def test_a_service_does_not_start_without_its_secret():
    started = python(START, CHASSIS_SECRET_KEY="")

    assert started.returncode != 0
    assert "CHASSIS_SECRET_KEY is not set." in started.stderr


def test_a_service_does_not_start_without_its_database():
    started = python(START, CHASSIS_DATABASE_URL="")

    assert started.returncode != 0
    assert "CHASSIS_DATABASE_URL is not set." in started.stderr


def test_a_web_process_does_not_import_celery():
    code = """
        import sys
        from chassis import web
        web.application()
        print([name for name in ("celery", "kombu", "redis") if name in sys.modules])
    """

    started = python("\n".join(line.strip() for line in code.splitlines()))

    assert started.stdout.strip() == "[]", started.stderr


def test_a_worker_does_not_import_what_only_a_terminal_needs():
    code = """
        import sys
        from celery.apps.worker import Worker
        from django.core.management import call_command
        Worker.start = lambda worker: None
        try:
            call_command("worker")
        except SystemExit:
            print([name for name in ("celery.bin", "prompt_toolkit") if name in sys.modules])
    """

    started = python(f"{START}\n" + "\n".join(line[8:] for line in code.splitlines()))

    assert started.stdout.strip() == "[]", started.stderr


def test_a_web_process_begins_with_its_views_loaded_and_left_alone(monkeypatch, db):
    frozen = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append("chassis.tests.project.urls"))
    statuses = []

    application = web.application()
    application(RequestFactory().get("/health/live").environ, lambda *said: statuses.append(said))

    assert set(frozen) <= sys.modules.keys()
    assert frozen
    assert statuses[0][0] == "200 OK"


def test_the_server_is_told_the_status_all_headers_and_each_cookie(monkeypatch, db):
    answer = HttpResponse("made", status=201, headers={"Location": "/notes/1/"})
    answer.set_cookie("one", "1")
    answer.set_cookie("two", "2", secure=True)
    handler, told = web.Handler(), []
    monkeypatch.setattr(handler, "get_response", lambda _: answer)

    made = handler(RequestFactory().get("/").environ, lambda *said: told.append(said))

    assert b"".join(made) == b"made"
    assert told == [
        (
            "201 Created",
            [
                ("Location", "/notes/1/"),
                ("Content-Type", "text/html; charset=utf-8"),
                ("Set-Cookie", " one=1; Path=/"),
                ("Set-Cookie", " two=2; Path=/; Secure"),
            ],
        )
    ]


def test_nobody_waits_for_a_beginning_that_is_not_told():
    listening = {receiver() for _, receiver, *_ in signals.request_started.receivers}

    assert listening <= {close_old_connections, reset_queries}


def test_a_connection_that_is_too_old_is_closed_when_the_next_request_begins(monkeypatch, db):
    looked = []
    monkeypatch.setattr(
        type(database()), "close_if_unusable_or_obsolete", lambda each: looked.append(each.alias)
    )

    web.Handler()(RequestFactory().get("/health/live").environ, lambda *_: None)

    assert looked == ["default"]
