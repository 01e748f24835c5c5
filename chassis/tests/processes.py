"""Other processes of the tiny service, for what a test's own process cannot show."""

import os
import subprocess
import sys

from django.db import connection


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of Python in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def database_url() -> str:
    """Return the URL of the test's own database."""
    of = connection.settings_dict
    return f"postgres://{of['USER']}:{of['PASSWORD']}@{of['HOST']}:{of['PORT']}/{of['NAME']}"
