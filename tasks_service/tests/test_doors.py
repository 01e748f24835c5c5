"""The doors that processes come in by."""

from django.utils.module_loading import import_string

from tasks_service.celery import app


def test_the_worker_listens_to_the_queue_of_tasks():
    assert app.main == "tasks_service"
    assert app.conf.task_default_queue == "tasks.default"


def test_the_web_process_has_an_application():
    assert callable(import_string("tasks_service.wsgi.application"))


def test_the_browsable_root_lists_the_collections(anonymous):
    assert set(anonymous.get("/tasks/api/v1/").json()) == {
        "attachments",
        "calendar-feeds",
        "comments",
        "dead-letters",
        "jobs",
        "notification-preferences",
        "notifications",
        "occurrences",
        "reports",
        "sagas",
        "saved-views",
        "schedules",
        "tasks",
        "time-entries",
        "webhook-deliveries",
        "webhooks",
    }


def test_the_service_says_when_it_is_ready(anonymous):
    assert anonymous.get("/health/live").status_code == 200
    assert anonymous.get("/health/ready").status_code == 200
