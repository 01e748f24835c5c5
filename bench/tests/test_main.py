"""The command: what it measures, and what it makes of what fails."""

import pytest

from bench import __main__ as command
from bench.figures import Figure
from bench.report import read


@pytest.fixture
def rows(monkeypatch):
    """Stand in for two rows: one is measured, one fails."""

    def measured(rotations):
        return [Figure(row="P15", what="memory", value=rotations, must=5, aim=5, is_limit=True)]

    def failing(_):
        raise RuntimeError("the engine stood still")

    alone = {"P13": (failing, "what fails"), "P15": (measured, "what does not")}
    monkeypatch.setattr(command, "ALONE", alone)
    monkeypatch.setattr(command.databases, "prepare", lambda _: None)
    monkeypatch.setattr(command.machine, "told", lambda: {"processor": "a quick one"})


def test_what_was_measured_is_kept_where_another_row_fails(rows, tmp_path, capsys):
    file = tmp_path / "told.json"

    ended = command.main(["P13", "P15", "--rotations", "3", "--json", str(file)])

    told = read(file.read_text())
    assert ended == 1
    assert [(figure.row, figure.value) for figure in told.figures] == [("P15", 3)]
    assert told.runs.keys() == {"P15"}
    said = capsys.readouterr()
    assert "Not measured, for what is told above: P13." in said.out
    assert "RuntimeError: the engine stood still" in said.err


def test_it_ends_well_where_each_row_reaches_what_it_must(rows):
    assert command.main(["P15", "--rotations", "5"]) == 0
    assert command.main(["P15", "--rotations", "6"]) == 1


def test_a_row_that_there_is_not_is_refused(capsys):
    with pytest.raises(SystemExit):
        command.main(["P99"])

    assert "there is no row P99" in capsys.readouterr().err
