"""The start-up check: a name that verbs enqueue has a door."""

import sys
from types import SimpleNamespace

import pytest

from chassis.jobs.checks import every_enqueued_job_has_a_door
from chassis.tests.processes import python

ACTIONS = """
from chassis import jobs

def start(name, by):
    jobs.enqueue("notes.count", by=by)
    jobs.enqueue("notes.burn", by=by)
    jobs.enqueue(name, by=by)
    jobs.enqueue()
    start("notes.call", by)
"""


@pytest.fixture
def app(tmp_path, monkeypatch):
    """Return a function that makes an app of some files."""

    def make(name, **files):
        folder = tmp_path / name
        folder.mkdir()
        for path, text in {"__init__.py": "", **files}.items():
            file = folder / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(text)
        return SimpleNamespace(name=name)

    monkeypatch.syspath_prepend(tmp_path)
    yield make
    for name in [name for name in sys.modules if name.startswith("planted")]:
        del sys.modules[name]


def test_a_name_without_a_door_is_told_at_the_start(app):
    (error,) = every_enqueued_job_has_a_door([app("planted_one", **{"actions.py": ACTIONS})])

    assert error.id == "jobs.E001"
    assert error.msg == "planted_one.actions enqueues notes.burn, but no jobs.py registers it."


def test_verbs_may_be_a_folder(app):
    files = {"actions/__init__.py": "", "actions/burning.py": ACTIONS}

    assert len(every_enqueued_job_has_a_door([app("planted_folder", **files)])) == 1


def test_doors_of_events_are_looked_into_as_well(app):
    handlers = 'enqueue("notes.burn", by=by)\n(lambda name: name)("notes.burn")\n'

    (error,) = every_enqueued_job_has_a_door([app("planted_door", **{"handlers.py": handlers})])

    assert error.msg.startswith("planted_door.handlers enqueues notes.burn")


def test_an_app_without_verbs_is_fine(app):
    assert every_enqueued_job_has_a_door([app("planted_idle")]) == []


def test_the_tiny_service_has_a_door_for_each():
    assert every_enqueued_job_has_a_door(None) == []


BACKGROUND = """
import django, sys
django.setup()
from chassis.background.loop import Loop
from django.core.management import execute_from_command_line

Loop.run = lambda self: print("it runs", "rest_framework.views" in sys.modules)
execute_from_command_line(["django", "background"])
"""
SETTINGS = """
from chassis.tests.project.settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "planted.burning"]
"""


def test_the_background_process_does_not_start_with_such_a_name(tmp_path):
    for folder in (tmp_path / "planted", tmp_path / "planted" / "burning"):
        folder.mkdir()
        (folder / "__init__.py").touch()
    (tmp_path / "planted" / "settings.py").write_text(SETTINGS)
    (tmp_path / "planted" / "burning" / "actions.py").write_text(ACTIONS)

    words = {"DJANGO_SETTINGS_MODULE": "planted.settings", "PYTHONPATH": str(tmp_path)}
    started = python(BACKGROUND, **words)

    assert started.returncode == 1
    assert "(jobs.E001) planted.burning.actions enqueues notes.burn, but" in started.stderr
    assert "it runs" not in started.stdout


def test_the_background_process_starts_without_loading_views():
    started = python(BACKGROUND)

    assert started.stdout == "it runs False\n", started.stderr
