"""`manage.py status`: processes, and beneath them how each service is."""

import json
import os
from argparse import Namespace

import pytest

from stack import figures, lock, state
from stack.commands import status
from stack.console import Console
from stack.processes import identity
from stack.state import ProcessState

TOLD = figures.Figures([figures.Figure("outbox_waiting_events", {}, 7.0)])


@pytest.fixture
def running(settings, monkeypatch):
    """Return a function that makes as if these processes ran."""

    def run(*processes, **words):
        settings.run.mkdir(exist_ok=True)
        supervisor = identity.of(os.getpid())
        now = state.State(supervisor, list(processes), phase="running", **words)
        state.write(settings, now)
        monkeypatch.setattr(lock, "is_held", lambda _: True)

        async def read(processes):
            return {process.name: TOLD for process in processes if process.kind == "web"}

        monkeypatch.setattr(figures, "read", read)

    return run


def shown(settings, **options):
    return status.run(settings, Console(), Namespace(**{"json": False, **options}))


WEB = ProcessState("lockers-web-1", "web", "lockers", "ok", port=31200)
WORKER = ProcessState("lockers-worker-1", "worker", "lockers", "ok")


def test_how_each_service_is_stands_beneath_the_processes(settings, running, capsys):
    running(WEB, WORKER)

    assert shown(settings) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:2] == ["lockers-web-1", "ok"]
    assert lines[5].split() == ["outbox", "7"]


def test_a_process_tells_for_its_service_in_json(settings, running, capsys):
    running(WEB, WORKER)

    shown(settings, json=True)

    web, worker = json.loads(capsys.readouterr().out)
    assert (web["name"], web["health"]) == ("lockers-web-1", "ok")
    assert web["service_figures"]["figures"][0]["value"] == 7.0
    assert "service_figures" not in worker


@pytest.mark.parametrize(
    ("process", "words"),
    [(WORKER, {"resting": ["rooms"]}), (ProcessState("lockers-worker-1", "worker"), {})],
)
def test_what_rests_or_is_not_well_makes_the_exit_code_1(settings, running, process, words):
    running(process, **words)

    assert shown(settings) == 1


def test_nothing_runs_is_a_sentence(settings, capsys):
    assert shown(settings) == 1

    assert "Nothing runs here." in capsys.readouterr().out
