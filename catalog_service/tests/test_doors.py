"""The doors that processes come in by."""

from django.utils.module_loading import import_string

from catalog_service.celery import app


def test_the_worker_listens_to_the_queue_of_the_catalog():
    assert app.main == "catalog_service"
    assert app.conf.task_default_queue == "catalog.default"


def test_the_web_process_has_an_application():
    assert callable(import_string("catalog_service.wsgi.application"))


def test_the_browsable_root_lists_the_collections(anonymous):
    assert set(anonymous.get("/catalog/api/v1/").json()) == {
        "assets",
        "attachments",
        "calendar-feeds",
        "categories",
        "dead-letters",
        "imports",
        "jobs",
        "kits",
        "loans",
        "locations",
        "manufacturers",
        "policies",
        "ports",
        "products",
        "reservations",
        "sagas",
        "scans",
        "status-labels",
        "stock-take-lines",
        "stock-takes",
    }


def test_the_service_says_when_it_is_ready(anonymous):
    assert anonymous.get("/health/live").status_code == 200
    assert anonymous.get("/health/ready").status_code == 200
