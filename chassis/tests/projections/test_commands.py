"""`reconcile` and `rebuild`, as commands and as jobs."""

import json
from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from chassis.jobs.registry import doors
from chassis.jobs.schedules import schedules
from chassis.projections import registry
from chassis.projections.jobs import SourceAway
from chassis.projections.registry import UnknownProjection
from chassis.tests.project.copies.models import Copy
from chassis.tests.projections.conftest import known


class Progress:
    """What a job says while it runs."""

    def advance(self, done, total):
        assert done < total


@pytest.fixture
def run(source, fresh):
    """Run a command and return what it says."""
    fresh()

    def command(*words):
        out = StringIO()
        call_command(*words, stdout=out)
        return out.getvalue()

    return command


def job(name, **parameters):
    return doors[name](Progress(), **parameters)


def test_rebuild_says_how_many_rows_there_are(run, notes):
    assert run("rebuild", "originals") == "originals of chassis: 10 rows\n"
    assert run("rebuild") == "originals of chassis: 10 rows\n"
    assert len(known()) == 10


def test_reconcile_shows_what_differs_and_ends_with_one(run, notes, capsys):
    run("rebuild")
    Copy.objects.filter(id=notes[3].id).delete()

    with pytest.raises(SystemExit, match="1"):
        call_command("reconcile", "originals")

    said = capsys.readouterr().out
    assert "originals of chassis: 10 compared, 1 missing\n" in said
    assert f"  missing   {notes[3].id}  here -  there 1\n" in said


def test_reconcile_repairs(run, notes):
    assert "10 missing, 10 repaired" in run("reconcile", "--repair")
    assert run("reconcile") == "originals of chassis: 10 compared, no difference\n"


def test_reconcile_speaks_json(run, notes):
    (report,) = json.loads(run("reconcile", "--repair", "--json"))

    assert (report["feed"], report["source"], report["compared"]) == ("originals", "chassis", 10)
    assert (report["found"], report["repaired"]) == ({"missing": 10}, 10)
    assert report["examples"][0]["kind"] == "missing"


@pytest.mark.parametrize("command", ["reconcile", "rebuild"])
def test_at_a_terminal_each_projection_is_named_as_it_begins(run, notes, command, monkeypatch):
    said = StringIO()
    monkeypatch.setattr(said, "isatty", lambda: True)
    call_command("rebuild", "originals", stdout=StringIO())

    call_command(command, "originals", stdout=StringIO(), stderr=said)

    assert "originals" in said.getvalue()
    assert "…" in said.getvalue()


@pytest.mark.parametrize("command", ["reconcile", "rebuild"])
def test_a_service_that_keeps_nothing_says_so(db, command, monkeypatch, capsys):
    monkeypatch.setattr(registry, "projections", dict)

    call_command(command)

    assert capsys.readouterr().err == "This service keeps nothing of others.\n"


@pytest.mark.parametrize("command", ["reconcile", "rebuild"])
def test_what_cannot_be_is_said_in_a_sentence(run, notes, source, command):
    with pytest.raises(CommandError, match="No projection of fakes here"):
        run(command, "fakes")

    source.is_away = True
    with pytest.raises(CommandError, match="The service chassis does not answer now"):
        run(command, "originals")


def test_both_are_jobs_as_well(run, notes):
    assert job("projections.rebuild", feed="originals") == {"rows": 10}
    Copy.objects.all().delete()

    (report,) = job("projections.reconcile")["projections"]

    assert report["repaired"] == 10


def test_projections_are_compared_every_night():
    assert schedules["projections.reconcile"].every.days == 1


@pytest.mark.parametrize("name", ["projections.rebuild", "projections.reconcile"])
def test_a_job_whose_source_is_away_is_tried_again(run, source, name):
    source.is_away = True

    with pytest.raises(SourceAway):
        job(name, feed="originals")


def test_a_job_for_a_projection_that_is_not_there_has_failed(db):
    with pytest.raises(UnknownProjection):
        job("projections.rebuild", feed="fakes")


def test_a_projection_that_no_handler_keeps_is_found_at_the_start(monkeypatch):
    monkeypatch.delitem(registry.readings, Copy)

    (found,) = run_checks(tags=["projections"])

    assert (found.id, found.msg) == ("projections.E001", "No handler @projects Copy.")


def test_every_projection_of_this_service_is_kept():
    assert run_checks(tags=["projections"]) == []
