from pathlib import Path

import pytest

from stack import logs
from stack.console import Console


@pytest.fixture
def console(monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: False)
    return Console()


def test_a_json_line_becomes_time_level_event_and_fields(console):
    line = '{"event": "lent", "level": "info", "timestamp": "2026-11-21T10:20:30Z", "loan": 7}'

    assert logs.readable(console, line).split() == ["10:20:30", "info", "lent", "loan=7"]


@pytest.mark.parametrize("line", ["plain words", "{not json", "[1]"])
def test_any_other_line_stays_as_it_is(console, line):
    assert logs.readable(console, line) == line


def test_a_service_means_all_its_processes_and_no_other():
    assert logs.matches("catalog-web-1", "catalog")
    assert not logs.matches("catalogue-web-1", "catalog")


@pytest.mark.parametrize(("count", "shown"), [(0, ""), (1, "b"), (9, "a b")])
def test_as_many_of_the_last_lines_are_shown_as_were_asked_for(
    console, count, shown, tmp_path, monkeypatch, capsys
):
    source = logs.Source(tmp_path / "web.log")
    source.path.write_text("a\nb\n")
    monkeypatch.setattr(logs, "sources", lambda settings, name: [source])

    logs.show(None, console, "", count)

    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()] == shown.split()


def test_a_line_that_is_still_being_written_waits(tmp_path: Path):
    source = logs.Source(tmp_path / "web.log")
    source.path.write_text("first\nsec")

    assert source.new_lines() == ["first"]

    source.path.write_text("first\nsecond\n")
    assert source.new_lines() == ["second"]
