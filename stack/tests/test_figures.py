"""What `status` shows of each service: the figures of /metrics, and which of them are red."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from stack import figures
from stack.console import Console
from stack.state import ProcessState

METRICS = """\
# HELP outbox_waiting_events Events that wait for the relay.
# TYPE outbox_waiting_events gauge
outbox_waiting_events 12.0
outbox_oldest_wait_seconds 3.5
process_virtual_memory_bytes 2.24e+08
reader_waiting_events{reader="rooms"} 4.0
reader_missing_seconds{reader="rooms"} 70.0
stream_lag_events{producer="people"} 0.0
projection_age_seconds{projection="work.person"} 75.0
dead_letters{status="parked"} 2.0
dead_letters{status="discarded"} 9.0
breakers{upstream="people",state="open"} 1.0
projection_unbuilt{projection="work.asset"} 1.0
jobs{status="queued"} 0.0
jobs{status="running"} 1.0
jobs{status="succeeded"} 1234.0
sagas{status="done"} 5.0
sagas{status="needs attention"} 1.0
operations_red{part="dead_letters"} 1.0
operations_red{part="jobs"} 0.0
operations_known{part="jobs"} 1.0
operations_known{part="schedules"} 0.0
"""


def web(name: str, port: int, status: str = "ok") -> ProcessState:
    return ProcessState(
        name=name, kind="web", service=name.partition("-")[0], status=status, port=port
    )


@contextmanager
def answering(status: int, body: str) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *words):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.handle_request, daemon=True).start()
        yield server.server_port


def test_figures_of_other_kinds_are_left_alone():
    told = figures.parsed(METRICS)

    assert "process_virtual_memory_bytes" not in {each.name for each in told.figures}
    assert told.red == ["dead_letters"]
    assert told.unknown == ["schedules"]


def test_each_service_is_a_column_and_what_is_over_or_nought_is_not_told():
    told = {"lockers-web-1": figures.parsed(METRICS), "rooms-web-1": None}

    lines = figures.page(Console(), told).splitlines()

    assert [line.rstrip() for line in lines] == [
        "              lockers                                     rooms",
        "outbox        12, oldest 3 s                              no answer",
        "readers       rooms 4, rooms missing                      no answer",
        "stream lag    people 0                                    no answer",
        "projections   work.person 1 min 15 s, work.asset unbuilt  no answer",
        "dead letters  2 parked                                    no answer",
        "breakers      1 people open                               no answer",
        "jobs          1 running                                   no answer",
        "schedules     not known                                   no answer",
        "flows         1 needs attention                           no answer",
    ]


def test_what_is_there_and_nought_is_told_apart_from_what_is_not_there():
    quiet = 'dead_letters{status="parked"} 0.0\nbreakers{upstream="people",state="closed"} 2.0'

    lines = figures.page(Console(), {"lockers-web-1": figures.parsed(quiet)}).splitlines()

    assert [line.split()[-1] for line in lines[4:8]] == ["-", "0", "closed", "-"]


def test_schedules_are_counted():
    well = "\n".join(f'schedule_age_seconds{{schedule="{name}"}} 7.0' for name in "abcd")
    late = f'{well}\nschedule_overdue{{schedule="d"}} 1.0'

    pages = [
        figures.page(Console(), {"rooms-web-1": figures.parsed(text)}) for text in (well, late)
    ]

    assert [page.splitlines()[-2].split() for page in pages] == [
        ["schedules", "4", "ok"],
        ["schedules", "1", "late"],
    ]


def test_red_is_coloured_where_colours_can_be_seen(monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)

    page = figures.page(Console(), {"lockers-web-1": figures.parsed(METRICS)})

    assert "\033[31m2 parked\033[0m" in page
    assert "\033[31m1 running" not in page


def test_one_web_process_of_each_service_is_asked():
    with answering(200, METRICS) as port:
        asked = [
            web("lockers-web-1", port),
            web("lockers-web-2", 1),
            web("rooms-web-1", 1, "failed"),
        ]

        told = asyncio.run(figures.read(asked))

    assert list(told) == ["lockers-web-1"]
    assert told["lockers-web-1"] == figures.parsed(METRICS)


def test_a_service_that_is_broken_or_away_tells_nothing():
    with answering(500, METRICS) as port:
        told = asyncio.run(figures.read([web("lockers-web-1", port), web("rooms-web-1", 1)]))

    assert told == {"lockers-web-1": None, "rooms-web-1": None}
