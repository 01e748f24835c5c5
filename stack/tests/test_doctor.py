import dataclasses
import socket

from stack import state
from stack.doctor import findings, obstacles
from stack.processes.identity import Identity


def test_a_busy_port_is_named_with_its_owner_and_a_way_out(settings):
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 31080))
        squatter.listen()

        (cause,) = obstacles.busy_ports(settings)

    assert cause.name == "port-busy"
    assert "31080 is taken by" in cause.sentence
    assert cause.remedy == "KITROOM_PORT=32080 python3 manage.py up"


def test_a_full_disk_is_named(settings, monkeypatch):
    monkeypatch.setattr(obstacles, "NEEDED_LATER_MEGABYTES", 10**9)
    monkeypatch.setattr(obstacles, "NEEDED_MEGABYTES", 10**9)

    assert {cause.name for cause in obstacles.space(settings)} == {"no-space"}


def test_a_python_without_any_installer_is_named(settings, monkeypatch, tmp_path):
    bare = dataclasses.replace(settings, root=tmp_path)
    monkeypatch.setattr("stack.virtualenv.installer_name", lambda: None)

    (cause,) = obstacles.installer(bare)

    assert cause.remedy == "sudo apt-get install python3-venv"


def test_a_stale_pid_file_is_a_half_started_engine(settings):
    data = settings.run / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "postmaster.pid").write_text("999999999\n")

    (cause,) = findings.left_behind(settings)

    assert cause.name == "half-started-engine"
    assert cause.remedy == "python3 manage.py down"


def test_a_failed_process_is_named_with_its_log(settings):
    failed = state.ProcessState(
        name="catalog-web-1", kind="web", status="failed", last_exit="exit code 1"
    )
    settings.run.mkdir()
    state.write(
        settings,
        state.State(supervisor=Identity(1, 1), phase="running", processes=[failed]),
    )

    (cause,) = findings.processes(settings)

    assert cause.name == "process-failed"
    assert "exit code 1" in cause.sentence
    assert cause.remedy == "python3 manage.py logs catalog-web-1"


def test_a_folder_of_keys_that_cannot_be_changed_is_named(settings, monkeypatch):
    keys = settings.secrets / "accounts-keys"
    keys.mkdir(parents=True)
    assert findings.locked_folders(settings) == []

    monkeypatch.setattr("os.access", lambda *_: False)

    (cause,) = findings.locked_folders(settings)
    assert "accounts cannot write" in cause.sentence
    assert cause.remedy.startswith(f"chmod u+rwx {keys}")
