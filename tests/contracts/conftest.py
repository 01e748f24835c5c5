"""What each service says of itself."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stack.registry import Service
from tests.checkout import SERVICES, django

WRITE = "import pathlib; from tests.contracts import said; said.write(pathlib.Path({!r}))"


@pytest.fixture(scope="session")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folder of each service, into which one process of it has written all of it.

    To start a process takes longer than anything that it is asked.
    """
    folders = {service.name: tmp_path_factory.mktemp(service.name) for service in SERVICES}

    def ask(service: Service) -> None:
        code = WRITE.format(str(folders[service.name]))
        written = django(service, "shell", "-v", "0", "-c", code)
        assert written.returncode == 0, written.stderr

    with ThreadPoolExecutor() as pool:
        list(pool.map(ask, SERVICES))
    return folders
