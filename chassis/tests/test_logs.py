"""Logs: one JSON line for each request, and never what is secret."""

import json
import logging
from io import StringIO

import pytest
from django.conf import settings

from chassis.observability import log
from chassis.tests.conftest import NOTES


@pytest.fixture
def lines(caplog):
    """Return a function that gives what was logged, as it is written."""
    made = settings.LOGGING["formatters"]["json"]
    formatter = made["()"](
        foreign_pre_chain=made["foreign_pre_chain"], processors=made["processors"]
    )
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.getLogger().removeHandler(handler)


def test_a_request_is_one_line_that_says_who_what_and_how_it_ended(ana, lines):
    ana.get(NOTES, headers={"X-Request-ID": "told-by-the-caller"})

    (line,) = lines()
    assert (line["event"], line["method"], line["path"]) == ("request_answered", "GET", NOTES)
    assert (line["status"], line["request_id"]) == (200, "told-by-the-caller")
    assert (line["caller"], line["service"], line["level"]) == (ana.caller_id, "chassis", "info")
    assert line["milliseconds"] >= 0


def test_who_is_refused_is_logged_without_a_caller(anonymous, lines):
    anonymous.get(NOTES)

    (line,) = lines()
    assert line["status"] == 401
    assert "caller" not in line


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_probes_are_not_logged(anonymous, lines, path):
    assert anonymous.get(path).status_code == 200

    assert lines() == []


def test_neither_token_nor_body_nor_query_is_logged(ana, lines):
    ana.post(f"{NOTES}?search=my-query", {"title": "my-secret-title", "rank": "my-secret-rank"})

    text = json.dumps(lines())
    assert "my-" not in text
    assert "Bearer" not in text
    assert "eyJ" not in text


def test_a_crash_is_logged_with_its_traceback_and_request_id(ana, lines, monkeypatch):
    def fail(**words):
        raise RuntimeError("the reason")

    monkeypatch.setattr(
        "chassis.tests.project.notes.views.NoteViewSet.create_verb", staticmethod(fail)
    )
    ana.raise_request_exception = False
    ana.post(NOTES, {"title": "a"}, headers={"X-Request-ID": "told-by-the-caller"})

    crash, answered = lines()
    assert "RuntimeError: the reason" in crash["exception"]
    assert crash["request_id"] == answered["request_id"] == "told-by-the-caller"
    assert answered["status"] == 500


def test_a_line_is_one_line_whatever_is_in_it(lines):
    log.info("odd", value="a\nb", thing=object())

    assert len(lines()) == 1
