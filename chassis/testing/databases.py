"""One database that all migrations made, of which each worker's is a copy.

To migrate takes as long as hundreds of tests, and each worker would do it for itself.
"""

import hashlib
import inspect
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader


def make_template() -> None:
    """Have the test database made as a copy; make what it is a copy of, if that is not there."""
    name = f"{settings.DATABASES['default']['NAME']}_{_fingerprint()}"
    with _server() as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])  # workers come together
        server.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        if not server.rowcount:
            _migrate(f"{name}_begun")
            server.execute(f'ALTER DATABASE "{name}_begun" RENAME TO "{name}"')
    connection.settings_dict["TEST"]["TEMPLATE"] = name


def _fingerprint() -> str:
    """Return what tells these migrations from others."""
    made = MigrationLoader(None).disk_migrations.values()
    files = sorted({inspect.getfile(type(each)) for each in made})
    return hashlib.sha256(b"".join(Path(each).read_bytes() for each in files)).hexdigest()[:16]


def _migrate(name: str) -> None:
    usual, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    usual_test, test["NAME"] = test["NAME"], name
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    connection.close()
    test["NAME"] = usual_test
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = usual


@contextmanager
def _server() -> Iterator[Any]:
    with closing(psycopg2.connect(os.environ["KITROOM_TEST_DATABASE_URL"])) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            yield cursor
