"""What several services told, in one order, each event once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from stack import merging
from stack.console import Console
from stack.errors import StackError


def program(service, *events, ending="", first=()):
    """Return a program that prints these events."""
    lines = [*first, *({"id": id, "at": at, "line": f"{at} {id}"} for id, at in events)]
    text = "\n".join(json.dumps(line) for line in lines)
    return merging.Program(
        service, [sys.executable, "-c", f"print({text!r})\n{ending}"], os.environ
    )


def test_outboxes_are_merged_by_time_and_what_comes_is_told_once(capsys):
    live = program("rooms", ("b", "2"), ("new", "9"), ("", ""), ("", ""), ("new", "9"), first=[{}])
    told = [program("rooms", ("b", "2"), ("d", "4")), program("lockers", ("a", "1"), ("c", "3"))]

    assert merging.show(Console(), live, told) == 0

    said = capsys.readouterr()
    assert said.out.splitlines() == ["1 a", "2 b", "3 c", "4 d", "9 new", " ", " "]
    assert said.err == "listening, until Ctrl-C …\n"


def test_an_outbox_that_cannot_be_read_is_named():
    live = program("rooms", first=[{}])
    told = [program("lockers", ("a", "1"), ending="raise SystemExit(1)")]

    with pytest.raises(StackError, match="lockers did not tell"):
        merging.show(Console(), live, told)


def test_a_follower_that_cannot_begin_gives_its_exit_code(capsys):
    live = program(
        "rooms", first=[{"id": "a", "at": "1", "line": "a"}], ending="raise SystemExit(3)"
    )

    assert merging.show(Console(), live, []) == 3


def test_a_time_that_is_none_is_refused_at_once():
    assert merging.checked("7d") == "7d"
    with pytest.raises(StackError, match="'soon' is no time"):
        merging.checked("soon")


def test_whoever_closed_the_pipe_is_not_kept_waiting_for_another_event():
    script = """
import os, sys
from stack import merging
from stack.console import Console
live = merging.Program("rooms", [sys.executable, "-c",
    "import time; print('{}', flush=True); time.sleep(60)"], os.environ)
try:
    merging.show(Console(), live, [])
except BrokenPipeError:
    os._exit(141)
"""
    root = Path(merging.__file__).parent.parent
    reader, writer = os.pipe()
    following = subprocess.Popen([sys.executable, "-c", script], cwd=root, stdout=writer)
    os.close(writer)

    os.close(reader)

    assert following.wait(30) == 141
