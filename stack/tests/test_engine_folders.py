"""Root writes only where the engines' user cannot put a link in the way."""

import os
import pwd
import stat
from pathlib import Path

import pytest

from stack import run_folder, secrets, users
from stack.engines.find import Engine
from stack.engines.redis import Redis

as_root = pytest.mark.skipif(not users.is_root(), reason="only root has another user for engines")


@pytest.fixture
def redis(settings):
    run_folder.ensure(settings)
    secrets.ensure(settings)
    return Redis(
        engine=Engine("redis", Path("redis-server"), (7,)),
        folder=settings.run / "redis",
        port=1,
        password_file=settings.secrets / "redis-password",
    )


def test_the_password_of_redis_is_for_its_server_only(redis):
    redis.prepare()

    configuration = redis.folder / "redis.conf"
    assert stat.S_IMODE(configuration.stat().st_mode) == 0o600
    assert "requirepass" in configuration.read_text()


@as_root
def test_the_engines_own_their_data_and_no_configuration_folder(redis):
    redis.prepare()

    nobody = pwd.getpwnam("nobody").pw_uid
    assert (redis.folder.stat().st_uid, redis.folder.stat().st_mode & 0o777) == (0, 0o711)
    assert (redis.folder / "data").stat().st_uid == nobody


@as_root
def test_a_planted_link_is_not_followed(redis, tmp_path):
    precious = tmp_path / "precious"
    precious.write_text("kept")
    redis.folder.mkdir()
    os.chown(redis.folder, pwd.getpwnam("nobody").pw_uid, -1)
    (redis.folder / "redis.conf").symlink_to(precious)

    redis.prepare()

    assert (precious.read_text(), precious.stat().st_uid) == ("kept", 0)


@as_root
def test_giving_away_a_link_gives_away_only_the_link(tmp_path):
    precious, link = tmp_path / "precious", tmp_path / "link"
    precious.touch()
    link.symlink_to(precious)

    users.give_to_engines(link)

    assert precious.stat().st_uid == 0
    assert link.lstat().st_uid == pwd.getpwnam("nobody").pw_uid
