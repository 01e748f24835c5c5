"""Every change of a model has its migration."""

import pytest

from tests.checkout import SERVICES, django


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_no_migration_is_missing(service):
    checked = django(service, "makemigrations", "--check", "--dry-run")

    make = f"python3 manage.py {service.name} makemigrations"
    assert checked.returncode == 0, f"Type: {make}\n{checked.stdout}{checked.stderr}"
