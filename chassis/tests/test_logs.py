"""Logs: one JSON line for each request, and never what is secret."""

import json
import logging
import time
from functools import partial
from io import StringIO

import pytest

from chassis.observability import context, log, logs
from chassis.testing.threads import at_once
from chassis.tests.conftest import NOTES


def test_a_request_is_one_line_that_says_who_what_and_how_it_ended(ana, logged):
    ana.get(NOTES, headers={"X-Request-ID": "told-by-the-caller"})

    (line,) = logged()
    assert (line["event"], line["method"], line["path"]) == ("request_answered", "GET", NOTES)
    assert (line["status"], line["request_id"]) == (200, "told-by-the-caller")
    assert (line["caller"], line["service"], line["level"]) == (ana.caller_id, "chassis", "info")
    assert line["milliseconds"] >= 0


def test_who_is_refused_is_logged_without_a_caller(anonymous, logged):
    anonymous.get(NOTES)

    (line,) = logged()
    assert line["status"] == 401
    assert "caller" not in line


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_probes_are_not_logged(anonymous, logged, path):
    assert anonymous.get(path).status_code == 200

    assert logged() == []


def test_neither_token_nor_body_nor_query_is_logged(ana, logged):
    ana.post(f"{NOTES}?search=my-query", {"title": "my-secret-title", "rank": "my-secret-rank"})

    text = json.dumps(logged())
    assert "my-" not in text
    assert "Bearer" not in text
    assert "eyJ" not in text


def test_a_crash_is_logged_with_its_traceback_and_request_id(ana, logged, monkeypatch):
    def fail(**words):
        raise RuntimeError("the reason")

    monkeypatch.setattr(
        "chassis.tests.project.notes.views.NoteViewSet.create_verb", staticmethod(fail)
    )
    ana.raise_request_exception = False
    ana.post(NOTES, {"title": "a"}, headers={"X-Request-ID": "told-by-the-caller"})

    crash, answered = logged()
    assert "RuntimeError: the reason" in crash["exception"]
    assert crash["request_id"] == answered["request_id"] == "told-by-the-caller"
    assert answered["status"] == 500


def test_a_line_is_one_line_whatever_is_in_it(logged):
    log.info("odd", value="a\nb", thing=object())

    assert len(logged()) == 1


ODD = {
    "an object": object(),
    "bytes": b"\xff",
    "half a character": "\ud800",
    "another alphabet": "日本\u2028語",
    "a number of any size": 10**30,
    "no number": float("nan"),
    "a set": {1},
}


@pytest.mark.parametrize("thing", ODD.values(), ids=ODD)
def test_a_line_is_ascii_and_json_whatever_is_in_it(logged, thing):
    log.info("odd", value="a\nb", thing=thing)

    (line,) = logged()
    assert line["value"] == "a\nb"
    assert logs.LINES.stream.getvalue().isascii()


def test_what_a_library_logs_has_the_form_of_ours(logged):
    context.begin("the-request", caller="ana")
    log.warning("ours")
    logging.getLogger("a.library").warning("not %s", "ours")
    context.begin("")

    ours, theirs = logged()
    assert ours.keys() == theirs.keys()
    assert theirs["request_id"] == ours["request_id"] == "the-request"
    assert (theirs["event"], theirs["logger"]) == ("not ours", "a.library")
    assert (ours["logger"], theirs["level"], ours["level"]) == ("chassis", "warning", "warning")
    assert theirs["timestamp"].endswith("Z")


class Halting(StringIO):
    """A stream that lets other threads run in the middle of a line."""

    def write(self, text):
        for half in (text[:20], text[20:]):
            super().write(half)
            time.sleep(0)


def test_lines_of_many_threads_stay_whole(logged, monkeypatch):
    monkeypatch.setattr(logs.LINES, "stream", stream := Halting())

    def tell(number):
        for _ in range(20):
            log.info("ours", number=number)
            logging.getLogger("a.library").info("theirs %s", number)

    at_once(*[partial(tell, number) for number in range(4)])

    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(lines) == 4 * 20 * 2
