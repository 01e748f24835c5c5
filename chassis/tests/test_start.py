"""What happens, and what does not, when a process starts."""

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
        from django.core.wsgi import get_wsgi_application
        get_wsgi_application()
        import chassis.tests.project.urls
        print([name for name in ("celery", "kombu", "redis") if name in sys.modules])
    """

    started = python("\n".join(line.strip() for line in code.splitlines()))

    assert started.stdout.strip() == "[]", started.stderr
