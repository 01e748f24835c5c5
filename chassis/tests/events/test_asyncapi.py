"""AsyncAPI: what a service sends, and what it reads of others."""

from io import StringIO

import pytest
import yaml
from django.core.management import call_command


@pytest.fixture
def document():
    out = StringIO()
    call_command("asyncapi", stdout=out)
    return yaml.safe_load(out.getvalue())


def resolved(document, reference):
    node = document
    for name in reference["$ref"].removeprefix("#/").split("/"):
        node = node[name]
    return node


def test_every_event_and_every_handler_is_in_it(document):
    assert document["asyncapi"] == "3.0.0"
    assert document["channels"]["chassis"]["address"] == "events:chassis"
    operations = document["operations"]
    assert operations["send-chassis.note_told.v1"]["action"] == "send"
    read = operations["receive-chassis.note_told.v1-notes.on_note_told"]
    assert read["action"] == "receive"
    message = resolved(document, resolved(document, read["messages"][0]))
    assert (message["name"], message["summary"]) == (
        "chassis.note_told.v1",
        "What is read of an event of a note.",
    )


def test_all_its_references_lead_somewhere(document):
    def references(node):
        if isinstance(node, dict):
            if "$ref" in node:
                yield node
            for child in node.values():
                yield from references(child)
        elif isinstance(node, list):
            for child in node:
                yield from references(child)

    found = list(references(document))
    assert len(found) > 20
    assert all(resolved(document, reference) for reference in found)


def test_data_has_a_schema(document):
    message = document["components"]["messages"]["chassis.note_told.v1"]
    _, own = message["payload"]["allOf"]

    assert own["properties"]["type"] == {"const": "chassis.note_told.v1"}
    schema = resolved(document, own["properties"]["data"])
    assert schema["required"] == ["version", "note_id", "text"]


def test_it_is_written_to_a_file_and_served(tmp_path, client, db):
    call_command("asyncapi", "--file", tmp_path / "asyncapi.yaml")

    answer = client.get("/chassis/api/asyncapi/")

    assert answer["Content-Type"] == "application/yaml"
    assert answer.content.decode() == (tmp_path / "asyncapi.yaml").read_text()
