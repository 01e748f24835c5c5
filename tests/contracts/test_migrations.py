"""Every change of a model has its migration."""

import pytest

from tests.checkout import SERVICES


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_no_migration_is_missing(said, service):
    missing = (said[service.name] / "migrations.txt").read_text()

    make = f"python3 manage.py {service.name} makemigrations"
    assert missing == "No changes detected\n", f"Type: {make}\n{missing}"
