"""One request's way, joined from log files and from what services tell."""

import asyncio
import json
from argparse import Namespace
from datetime import UTC, datetime, timedelta

import pytest

from stack import cli, shell
from stack.commands import trace
from stack.console import Console
from stack.errors import StackError
from stack.tracing import lines, parts, way
from stack.tracing.steps import Step

ID = "trace-me-0001"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def gateway_line(**changes):
    told = {
        "at": NOON.timestamp() + 0.020,
        "service": "gateway",
        "event": "request",
        "request_id": ID,
        "method": "PATCH",
        "path": "/lockers/1/",
        "status": 200,
        "duration": 0.020,
    }
    return {**told, **changes}


def service_line(**changes):
    told = {
        "timestamp": "2026-11-21T12:00:00.018000Z",
        "service": "lockers",
        "process": "lockers-web-1",
        "event": "request_answered",
        "request_id": ID,
        "level": "info",
        "method": "PATCH",
        "path": "/lockers/1/",
        "status": 200,
        "milliseconds": 15.0,
        "caller": "ana",
    }
    return {**told, **changes}


def step(after_ms, text, **words):
    at = NOON + timedelta(milliseconds=after_ms)
    usual = {"service": "lockers", "where": "lockers", "kind": "history"}
    return Step(at=at, text=text, **{**usual, **words})


@pytest.fixture
def log(settings):
    """Return a function that writes lines to a log file."""
    settings.logs.mkdir(parents=True)

    def write(name, *told):
        text = "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in told)
        (settings.logs / name).write_text(text)

    return write


def test_the_way_of_a_request_is_read_from_all_logs(settings, log):
    log("gateway.log", gateway_line(request_id="another-one"), gateway_line())
    log("lockers-web-1.log", "plain words of trace-me-0001", service_line())

    gateway, service = lines.steps(settings, ID)

    assert (gateway.where, gateway.text) == ("gateway", "PATCH /lockers/1/ → 200")
    assert (gateway.at, round(gateway.took_ms)) == (NOON, 20)
    assert (service.where, service.details) == ("lockers-web-1", {"caller": "ana"})
    assert (round(service.waited_ms), service.took_ms) == (3, 15)


def test_a_log_that_was_moved_out_of_the_way_is_read_too(settings, log):
    log("gateway.log")
    log("gateway.log.1", gateway_line())

    assert [step.where for step in lines.steps(settings, ID)] == ["gateway"]


def test_trouble_stands_out_and_says_more_than_its_name(settings, log):
    bad = {"level": "warning", "event": "upstream_away", "timestamp": "2026-11-21T12:00:00Z"}
    log("lockers-web-1.log", {**bad, "request_id": ID, "upstream": "rooms", "exception": "…"})
    log("gateway.log", gateway_line(status=502))

    told, answered = sorted(lines.steps(settings, ID), key=lambda step: step.kind, reverse=True)

    assert (told.text, told.is_trouble, told.details) == (
        "upstream_away",
        True,
        {"upstream": "rooms"},
    )
    assert answered.is_trouble


def test_a_line_that_only_holds_the_id_or_is_half_written_or_celerys_is_none_of_ours(settings, log):
    celerys = {"event": "Task succeeded", "logger": "celery.app.trace", "level": "info"}
    log("lockers-web-1.log", {"event": ID}, f'["{ID}"]', service_line(), service_line(**celerys))
    with (settings.logs / "lockers-web-1.log").open("a") as file:
        file.write(json.dumps(service_line(path="/half")))

    assert [step.text for step in lines.steps(settings, ID)] == ["PATCH /lockers/1/ → 200"]


def test_steps_come_in_the_order_of_time_and_nothing_is_told_twice():
    logged = [
        step(0, "PATCH", kind="gateway", service="gateway"),
        step(3, "PATCH", kind="request"),
        step(9, "job_started", kind="log"),
    ]
    told = [
        step(8, "began job count", kind="job"),
        step(1, "gateway took it", kind="gateway"),
        step(2, "received", kind="request"),
        step(5, "changed locker"),
    ]

    found = way.join(ID, logged, told, [])

    assert [each.text for each in found.steps] == [
        "PATCH",
        "PATCH",
        "changed locker",
        "began job count",
    ]


def test_the_page_shows_times_from_the_beginning_and_waits():
    steps = [step(0, "PATCH", took_ms=20.0), step(2500, "applied", waited_ms=2500.0)]

    page = way.page(Console(), way.Way(ID, steps, [])).splitlines()

    assert page[0] == f"{ID}  began 2026-11-21 12:00:00.000 UTC, last step after 2.50 s"
    assert page[3].split() == ["0.0", "ms", "20.0", "ms", "lockers", "PATCH"]
    assert page[4].split() == ["2.50", "s", "2.50", "s", "lockers", "applied"]


def answers(monkeypatch, said):
    async def run(argv, *, doing, env):
        assert argv[-3:] == ["trace_part", ID, "--json"]
        found = said(doing)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(shell, "run", run)


def test_a_service_that_fails_is_named_and_the_rest_is_shown(settings, monkeypatch):
    whole = {
        "at": "2026-11-21T12:00:00.000000Z",
        "kind": "history",
        "text": "wrote person",
        "waited_ms": None,
        "took_ms": None,
        "is_trouble": False,
        "details": {"id": "7"},
    }
    said = {
        "accounts": f"a warning\n{json.dumps({'steps': [whole]})}",
        "tasks": shell.CommandFailed("tasks failed:\n    no database"),
        "catalog": TimeoutError(),
    }
    answers(monkeypatch, said.__getitem__)

    found, silent = asyncio.run(parts.ask(settings, ID))

    assert [(each.where, each.text, each.at) for each in found] == [
        ("accounts", "wrote person", NOON)
    ]
    assert silent == [
        "tasks did not tell its part: no database",
        "catalog did not answer within 40 s.",
    ]


def traced(settings, **options):
    return trace.run(settings, Console(), Namespace(request_id=ID, **{"json": False, **options}))


def test_while_nothing_runs_the_logs_are_asked_alone(settings, log, capsys):
    log("gateway.log", gateway_line())

    assert traced(settings) == 0

    said = capsys.readouterr().out
    assert "PATCH /lockers/1/ → 200" in said
    assert "only the log files were asked" in said


def test_programs_get_the_way_as_json(settings, log, capsys):
    log("gateway.log", gateway_line())

    traced(settings, json=True)

    told = json.loads(capsys.readouterr().out)
    assert (told["steps"][0]["after_ms"], told["steps"][0]["kind"]) == (0.0, "gateway")
    assert told["silent"] == ["Nothing runs here: only the log files were asked."]


def test_an_id_that_nobody_knows_gets_a_hint_where_ids_come_from(settings, capsys):
    settings.logs.mkdir(parents=True)

    assert traced(settings) == 1

    said = capsys.readouterr().out
    assert f"Nothing is known of {ID}." in said
    assert "X-Request-ID" in said


def test_what_cannot_be_an_id_is_refused(settings):
    with pytest.raises(StackError, match="is no request id"):
        trace.run(settings, Console(), Namespace(request_id="--;x", json=False))
    assert "trace" in cli.COMMANDS
