"""Root executes what lies in the run folder, so nobody else may have made or filled it."""

import os
import pwd
import shutil
import stat
import tempfile
from pathlib import Path

import pytest

from stack import cli, run_folder, users
from stack.run_folder import ForeignFolder

as_root = pytest.mark.skipif(not users.is_root(), reason="only root can give folders away")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_one_lets_others_pass_and_nothing_more(settings):
    run_folder.ensure(settings)

    assert mode(settings.run) == 0o711
    for folder in (settings.logs, settings.heartbeats, settings.media):
        assert mode(folder) == 0o700


def test_what_was_open_before_is_closed(settings):
    settings.logs.mkdir(parents=True, mode=0o755)

    run_folder.ensure(settings)

    assert mode(settings.logs) == 0o700


@as_root
def test_a_folder_that_somebody_else_made_is_refused(settings):
    settings.run.mkdir()
    os.chown(settings.run, pwd.getpwnam("nobody").pw_uid, -1)

    with pytest.raises(ForeignFolder, match="belongs to nobody, not to root") as refusal:
        run_folder.ensure(settings)

    assert refusal.value.remedy.startswith(f"rm -rf {settings.run}")


@as_root
@pytest.mark.parametrize("extra", [stat.S_IWGRP, stat.S_IWOTH])
def test_a_folder_that_others_can_fill_is_refused(settings, extra):
    settings.run.mkdir()
    settings.run.chmod(0o755 | extra)

    with pytest.raises(ForeignFolder, match="can be written by others"):
        run_folder.ensure(settings)


@as_root
def test_a_link_to_a_folder_is_refused(settings, tmp_path):
    settings.run.symlink_to(tmp_path)

    with pytest.raises(ForeignFolder, match="is not a folder"):
        run_folder.ensure(settings)


@as_root
def test_every_command_refuses_before_it_runs_anything(monkeypatch, capsys):
    folder = tempfile.mkdtemp()
    os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    monkeypatch.setenv("KITROOM_RUN_DIR", folder)
    try:
        assert cli.main(["doctor"]) == 1
    finally:
        shutil.rmtree(folder)

    assert f"type: rm -rf {folder}" in capsys.readouterr().err
