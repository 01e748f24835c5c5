"""`steps`: what flows may ask of a service, and what its own ask of others."""

from io import StringIO

import pytest
import yaml
from django.core.management import call_command

from chassis.sagas import receiving
from chassis.sagas.contract import as_yaml


@pytest.fixture
def document():
    out = StringIO()
    call_command("steps", stdout=out)
    return yaml.safe_load(out.getvalue())


def test_a_step_says_what_it_reads_makes_and_refuses_by(document):
    step = document["steps"]["notes.write"]

    assert step["asked"] == {"$ref": "#/components/schemas/Wanted"}
    assert document["components"]["schemas"]["Wanted"]["required"] == ["title"]
    assert step["made"] == {"$ref": "#/components/schemas/Made"}
    assert (step["is_taken_back"], [*step["refuses"]]) == (True, ["title_taken"])


def test_it_is_written_to_a_file(tmp_path):
    call_command("steps", "--file", tmp_path / "steps.yaml")

    assert (tmp_path / "steps.yaml").read_text() == as_yaml()


def test_a_no_that_is_not_in_it_is_told(monkeypatch, request):
    monkeypatch.undo()  # in tests it fails
    logged = request.getfixturevalue("logged")

    receiving.refused_unsaid("notes.write", "a_new_rule")

    [line] = logged()
    assert (line["event"], line["code"]) == ("step_refused_unsaid", "a_new_rule")
