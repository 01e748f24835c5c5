"""What happens, and what does not, when a process starts."""

import gc
import sys

from django.test import RequestFactory

from chassis import web
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
