"""`manage.py events`: a service's own commands, under one name."""

import pytest

from stack import cli, lock, merging, shell
from stack.commands import django


@pytest.fixture
def become(monkeypatch):
    """Collect what the command would have become."""
    seen = []
    monkeypatch.setattr(django, "_become", lambda command, environment: seen.append(command))
    monkeypatch.setattr(django, "prepare", lambda settings: None)
    monkeypatch.setattr(lock, "is_held", lambda settings: True)
    return seen


@pytest.fixture
def documents(monkeypatch):
    """Let each service's command say its own name."""

    async def run(argv, *, doing, env):
        assert argv[-1] == "asyncapi"
        return f"title: {doing}"

    monkeypatch.setattr(shell, "run", run)
    monkeypatch.setattr(django, "prepare", lambda settings: None)


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        ([], ["tail_events"]),
        (["--json", "--service", "catalog"], ["tail_events", "--json", "--service=catalog"]),
    ],
)
def test_tail_is_the_command_of_a_service_that_reads_all_streams(become, words, ending):
    cli.main(["events", "tail", *words])

    (command,) = become
    assert command[-len(ending) :] == ending


def test_a_services_command_is_called_as_it_was_typed(become):
    cli.main(["tasks", "dead_letters"])

    (command,) = become
    assert command[1:] == ["-m", "stack.service_command", "manage.py tasks", "dead_letters"]


def test_what_was_told_before_is_asked_of_each_service(become, monkeypatch):
    asked = []
    monkeypatch.setattr(merging, "show", lambda console, live, told: asked.append((live, told)))

    cli.main(["events", "tail", "--since", "7d"])

    ((live, told),) = asked
    assert live.words[-2:] == ["tail_events", "--merge"]
    assert [each.service for each in told] == ["accounts", "tasks", "catalog"]
    assert told[0].words[-3:] == ["told_events", "--merge", "--since=7d"]


def test_every_services_declarations_are_a_document_of_one_stream(documents, capsys):
    assert cli.main(["events", "asyncapi"]) == 0

    said = capsys.readouterr().out
    assert said.split("\n---\n") == [
        "title: accounts: asyncapi",
        "title: tasks: asyncapi",
        "title: catalog: asyncapi\n",
    ]


def test_one_services_declarations_can_be_asked_for(documents, capsys):
    cli.main(["events", "asyncapi", "--service", "tasks"])

    assert capsys.readouterr().out == "title: tasks: asyncapi\n"


def test_a_service_that_is_not_there_is_named_with_those_that_are(capsys):
    assert cli.main(["events", "tail", "--service", "lockers"]) == 1

    assert "There are: accounts, tasks, catalog." in capsys.readouterr().err
