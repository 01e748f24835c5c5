"""`up` and its siblings: what they leave behind, and what they say when something is in the way."""

import signal
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.conftest import PORT as FIRST_PORT
from tests.running import ROOT, System, is_alive, kill, until

PORT = FIRST_PORT + 1_000


@pytest.fixture(scope="module")
def second():
    """Give a second system beside the first, stopped."""
    system = System("second", PORT)
    system.manage("reset", "--yes")
    yield system
    system.manage("down", check=False)


@pytest.mark.long
def test_up_runs_beside_another_system_and_ctrl_c_leaves_nothing(system, second):
    with up_in_the_foreground(second) as (up, screen):
        running = second.pids()
        health = [each.status()["gateway"]["health"] for each in (system, second)]
        up.send_signal(signal.SIGINT)
        rest, _ = up.communicate(timeout=60)

    assert health == ["ok", "ok"]
    assert second.url in screen
    assert second.password() in screen
    assert all(name in screen for name in ("ana", "ben", "cleo"))
    assert up.returncode == 0, rest
    second.left_nothing(running)


@pytest.mark.long
def test_a_killed_supervisor_leaves_no_orphan_and_nothing_in_the_way(second):
    with up_in_the_foreground(second) as (up, _):
        running = second.pids()
        kill(up.pid)
        up.wait()

    until(lambda: not [pid for pid in running if is_alive(pid)], seconds=30)
    assert second.manage("doctor").stdout == "Nothing is wrong.\n"


@contextmanager
def up_in_the_foreground(system):
    """Give the process once its last screen is there, and that screen."""
    with subprocess.Popen(
        [sys.executable, "manage.py", "up"],
        cwd=ROOT,
        env=system.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as up:
        lines = []
        for line in up.stdout:
            lines.append(line)
            if "curl" in line:
                break
        try:
            yield up, "".join(lines)
        finally:
            if up.poll() is None:
                up.terminate()


def test_a_busy_port_is_a_named_cause_with_the_line_to_type(second):
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", PORT))
        squatter.listen()

        doctor = second.manage("doctor", check=False)
        up = second.manage("up", "--detach", check=False)

    assert doctor.returncode == 1
    assert up.returncode == 1
    for done in (doctor, up):
        words = done.stdout + done.stderr
        assert str(PORT) in words
        assert "KITROOM_PORT=" in words
