"""The doors that processes come in by."""

from django.utils.module_loading import import_string

from accounts_service.celery import app


def test_the_worker_listens_to_the_queue_of_accounts():
    assert app.main == "accounts_service"
    assert app.conf.task_default_queue == "accounts.default"


def test_the_web_process_has_an_application():
    assert callable(import_string("accounts_service.wsgi.application"))


def test_the_browsable_root_lists_the_collections(anonymous):
    assert set(anonymous.get("/accounts/api/v1/").json()) == {
        "access-records",
        "api-tokens",
        "consents",
        "dead-letters",
        "erasures",
        "jobs",
        "people",
        "roles",
        "sagas",
        "teams",
    }


def test_the_service_says_when_it_is_ready(anonymous):
    assert anonymous.get("/health/live").status_code == 200
    assert anonymous.get("/health/ready").status_code == 200
