"""Request ids: one for each request, on every answer."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.observability.context import accept_or_mint
from chassis.tests.conftest import NOTES

SHAPE = re.compile(r"[A-Za-z0-9-]{8,64}\Z", re.ASCII)


@given(st.from_regex(SHAPE, fullmatch=True))
def test_a_harmless_id_is_taken(candidate):
    assert accept_or_mint(candidate) == candidate


@given(st.text().filter(lambda text: not SHAPE.match(text)))
def test_any_other_text_gives_way_to_a_new_id(candidate):
    minted = accept_or_mint(candidate)

    assert minted != candidate
    assert SHAPE.match(minted)


@pytest.mark.parametrize("candidate", ["a-good-one\n", "a-good-one\r\nX: y", "١٢٣٤٥٦٧٨", "x" * 65])
def test_an_id_that_could_forge_a_log_line_is_not_taken(candidate):
    assert accept_or_mint(candidate) != candidate


@pytest.mark.parametrize("path", [NOTES, "/nowhere", "/health/live", "/metrics"])
def test_every_answer_has_the_id_of_its_request(ana, path):
    answer = ana.get(path, headers={"X-Request-ID": "told-by-the-caller"})

    assert answer["X-Request-ID"] == "told-by-the-caller"


def test_a_broken_request_has_it_too(ana, monkeypatch):
    def fail(**words):
        raise RuntimeError

    monkeypatch.setattr(
        "chassis.tests.project.notes.views.NoteViewSet.create_verb", staticmethod(fail)
    )
    ana.raise_request_exception = False

    answer = ana.post(NOTES, {"title": "a"}, headers={"X-Request-ID": "told-by-the-caller"})

    assert answer.status_code == 500
    assert answer["X-Request-ID"] == answer.json()["request_id"] == "told-by-the-caller"


def test_without_one_each_request_gets_its_own(ana):
    assert ana.get(NOTES)["X-Request-ID"] != ana.get(NOTES)["X-Request-ID"]


def test_the_error_body_carries_it(ana):
    answer = ana.get("/nowhere", headers={"X-Request-ID": "no"})

    assert answer.json()["request_id"] == answer["X-Request-ID"]
