import dataclasses
import socket

import pytest

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


@pytest.mark.parametrize(
    ("engine", "is_named"),
    [
        (b"js_import\0\x05U0.7.9\0", True),
        (b"js_import\0js_shared_dict_zone\0000.8.4\0", True),
        (b"js_import\0js_shared_dict_zone\0000.8.5\0", False),
        (b"js_import\0js_shared_dict_zone\0000.10.1\0001.3.2\0", False),
        (None, True),
    ],
)
def test_an_nginx_with_an_old_njs_is_none(settings, tmp_path, engine, is_named):
    nginx = tmp_path / "nginx"
    nginx.write_text(f"#!/bin/sh\necho nginx/1.22.1 --modules-path={tmp_path} >&2\n")
    nginx.chmod(0o700)
    if engine is not None:
        (tmp_path / "ngx_http_js_module.so").write_bytes(engine)
    own = dataclasses.replace(settings, explicit_engines={"nginx": nginx})

    found = [each for each in findings.missing_engines(own) if "nginx" in each.sentence]

    assert bool(found) == is_named
    if found:
        assert "No nginx 1.22 or newer with njs 0.8.5 or newer" in found[0].sentence
