"""ETags: `If-Match` guards a change, `If-None-Match` saves a reader the body."""

import pytest
from django.contrib.auth import get_user_model

from chassis.tests.conftest import NOTES, WRITE
from chassis.tests.project.notes.views import NoteViewSet


@pytest.fixture
def place(ana):
    return ana.post(NOTES, {"title": "Tidy"})["Location"]


@pytest.mark.parametrize("header", ['"1"', 'W/"1"', "*", '"7", "1"', '"7",W/"1"'])
def test_a_change_with_the_etag_that_was_read_is_made(ana, place, header):
    answer = ana.patch(place, {"rank": 1}, headers={"If-Match": header})

    assert (answer.status_code, answer["ETag"]) == (200, '"2"')


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("header", ['"2"', "1", '"1', '"11"', "", "nonsense"])
def test_a_change_with_another_etag_is_refused(ana, place, refused, method, header):
    answer = getattr(ana, method)(place, {"rank": 1}, headers={"If-Match": header})

    refused(answer, 412, "precondition_failed")
    assert ana.get(place).json()["rank"] == 0


def test_the_change_before_makes_an_etag_old(ana, place, refused):
    ana.patch(place, {"rank": 1}, headers={"If-Match": '"1"'})

    refused(ana.patch(place, {"rank": 2}, headers={"If-Match": '"1"'}), 412, "precondition_failed")


def test_where_editors_would_harm_each_other_the_etag_is_required(ana, place, refused, monkeypatch):
    monkeypatch.setattr(NoteViewSet, "requires_if_match", True)

    refused(ana.patch(place, {"rank": 1}), 428, "precondition_required")
    assert ana.patch(place, {"rank": 1}, headers={"If-Match": '"1"'}).status_code == 200


@pytest.mark.parametrize("header", ['"1"', 'W/"1"', "*", '"0", "1"'])
@pytest.mark.parametrize("words", ["", "; charset=utf-8", ";q=0.9", ", */*;q=0.5"])
def test_a_reader_who_has_it_gets_304_without_a_body(ana, place, header, words):
    how = {"If-None-Match": header, "Accept": f"application/json{words}"}
    answer = ana.get(place, headers=how)

    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", '"1"')


def test_a_reader_who_has_an_older_one_gets_the_new(ana, place):
    answer = ana.get(place, headers={"If-None-Match": '"0"'})

    assert (answer.status_code, answer["ETag"]) == (200, '"1"')


def test_a_browser_gets_the_page_even_if_the_row_is_unchanged(staff):
    get_user_model().objects.update(scopes=WRITE)
    place = staff.post(NOTES, {"title": "Tidy"})["Location"]

    page = staff.get(place, headers={"If-None-Match": '"1"', "Accept": "text/html"})

    assert (page.status_code, b"<html" in page.content) == (200, True)


@pytest.mark.parametrize("indent", ["", "; indent=2"])
@pytest.mark.parametrize("asked", ["?fields=id", "?fields=nonsense", "?omit=rank"])
def test_head_is_get_without_the_body(ana, place, indent, asked):
    how = {"headers": {"Accept": f"application/json{indent}"}}
    for address in (NOTES, place):
        head, got = ana.head(address + asked, **how), ana.get(address + asked, **how)
        assert head.status_code == got.status_code
        assert head.headers["Content-Length"] == got.headers["Content-Length"]
