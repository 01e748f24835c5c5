"""A script acts for a person: `manage.py login`, `token`, `logout`."""

import re
import subprocess
import sys

import pytest
import requests

from tests.journeys.browsing import Person


@pytest.fixture
def home(system, tmp_path):
    return {**system.environ, "XDG_CONFIG_HOME": str(tmp_path)}


def run(system, home, *words):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=system.root,
        env=home,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_terminal_is_let_in_acts_and_leaves(system, home, tmp_path):
    first = run(system, home, "token")
    login = subprocess.Popen(
        [sys.executable, "manage.py", "login", "--scope", "tasks:read catalog:desk"],
        cwd=system.root,
        env=home,
        stdout=subprocess.PIPE,
        text=True,
    )
    address = re.search(r"\S+user_code=\S+", login.stdout.readline())[0]
    code = re.search(r"code ([A-Z-]{9})\.", login.stdout.readline())[1]
    with Person(system, "cleo") as cleo:
        page = cleo.sends(cleo.opens(address), user_code=code)
        assert "Kitroom&#x27;s command line" in page.text
        cleo.sends(page, decision="allow")
    said, _ = login.communicate(timeout=30)
    token = run(system, home, "token").stdout

    assert first.returncode == 1
    assert f"python3 manage.py login --url {system.url}" in first.stderr
    assert login.returncode == 0
    assert f"You are logged in at {system.url}, with: tasks:read." in said, "cleo runs no desk"
    assert token.count("\n") == 1
    headers = {"Authorization": f"Bearer {token.strip()}"}
    answer = requests.get(f"{system.url}/tasks/api/v1/tasks/", headers=headers, timeout=30)
    assert answer.status_code == 200
    (file,) = tmp_path.rglob("*.json")
    assert file.stat().st_mode & 0o777 == 0o600
    assert run(system, home, "logout").returncode == 0
    assert run(system, home, "token").returncode == 1
