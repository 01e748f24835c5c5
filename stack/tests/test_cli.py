import asyncio

import pytest

from stack import cli


def test_an_unknown_word_gets_a_guess(capsys):
    assert cli.main(["catalgo", "shell"]) == 1

    assert "Did you mean catalog?" in capsys.readouterr().err


def test_no_word_gets_the_overview(capsys):
    assert cli.main([]) == 0

    said = capsys.readouterr().out
    assert all(name in said for name in cli.COMMANDS)


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_help(name, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main([name, "--help"])

    assert end.value.code == 0
    assert f"manage.py {name}" in capsys.readouterr().out


def test_a_bad_port_is_a_sentence(capsys, monkeypatch):
    monkeypatch.setenv("KITROOM_PORT", "high")

    assert cli.main(["status"]) == 1

    assert "KITROOM_PORT is 'high'" in capsys.readouterr().err


def test_a_reader_that_has_read_enough_is_no_trouble(monkeypatch):
    def say(*words):
        raise BrokenPipeError

    closed = []
    monkeypatch.setattr(cli, "_run", say)
    monkeypatch.setattr(cli.os, "dup2", lambda new, old: closed.append(old))
    monkeypatch.setattr("sys.stdout.fileno", lambda: 1)

    assert cli.main(["status"]) == 141
    assert closed == [1]


@pytest.mark.parametrize("signal", [KeyboardInterrupt, asyncio.CancelledError])
def test_whoever_is_told_to_stop_says_no_more(signal, monkeypatch, capsys):
    def stopped(*words):
        raise signal

    monkeypatch.setattr(cli, "_run", stopped)

    assert cli.main(["test"]) == 130
    assert capsys.readouterr().err == ""
