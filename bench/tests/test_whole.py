"""Whole systems: what is asked of `manage.py`, and in which environment."""

import pytest

from bench import whole


@pytest.fixture
def said(monkeypatch):
    """Stand in for `manage.py`: each command takes as many seconds as were said before it."""
    words = []

    def manage(_, *command):
        words.append(" ".join(command))
        return float(len(words))

    monkeypatch.setattr(whole.System, "manage", manage)
    return words


def test_a_system_is_started_anew_and_once_more_and_the_checkout_is_tested(said):
    first, later, tested = whole.times(2)

    once = ["reset --yes", "up --detach", "down", "up --detach", "reset --yes"]
    assert said == [*once, *once, "reset --yes", "test", "reset --yes"]
    assert (first.value, first.spread) == (4.5, (2, 7))
    assert (later.value, later.spread) == (6.5, (4, 9))
    assert (tested.value, tested.spread) == (12, None)


def test_a_system_leaves_nothing_where_it_cannot_be_measured(said, monkeypatch):
    monkeypatch.setattr(whole.time, "sleep", lambda _: None)

    with pytest.raises(FileNotFoundError):  # it never ran, and so left no word of its processes
        whole.at_rest(1)

    assert said[-1] == "reset --yes"


def test_it_finds_its_settings_itself(monkeypatch):
    ours = ("TASKS_DATABASE_URL", "KITROOM_PUBLIC_URL", "KITROOM_TEST_REDIS_URL")
    for name in (*ours, "KITROOM_NGINX_BIN"):
        monkeypatch.setenv(name, "/here")

    environ = whole.System().environ

    assert environ["KITROOM_NGINX_BIN"] == "/here"
    assert not {*ours} & environ.keys()


def test_a_command_that_fails_tells_what_it_said():
    with pytest.raises(RuntimeError, match="no command or service 'nonsense'"):
        whole.System().manage("nonsense")
