"""Bodies, ids and headers that nobody means well: each is refused in words, none is a 500."""

import json
import zlib

import pytest

from chassis.tests.conftest import NOTES

BODIES = {
    "nothing": b"",
    "no JSON": b"{",
    "an array": b'[{"title": "Tidy"}]',
    "null": b"null",
    "a number": b"7",
    "a text": b'"Tidy"',
    "NaN": b'{"title": "Tidy", "rank": NaN}',
    "Infinity": b'{"title": "Tidy", "rank": -Infinity}',
    "1e400": b'{"title": "Tidy", "rank": 1e400}',
    "an endless number in a field nobody knows": b'{"title": "Tidy", "else": [1e400]}',
    "a huge integer": b'{"title": "Tidy", "rank": 1' + b"0" * 400 + b"}",
    "too many digits": b'{"title": "Tidy", "rank": ' + b"9" * 5000 + b"}",
    "an integer beyond the column": b'{"title": "Tidy", "rank": 2147483648}',
    "a NUL": b'{"title": "Ti\\u0000dy"}',
    "a NUL in a name": b'{"title": "Tidy", "a\\u0000": 1}',
    "half a surrogate pair": b'{"title": "\\ud800"}',
    "half a surrogate pair in a name": b'{"title": "Tidy", "\\ud800": 1}',
    "too deep": b'{"title": ' + b"[" * 40 + b"]" * 40 + b"}",
    "far too deep": b"[" * 100_000 + b"]" * 100_000,
    "far too many lists": b'{"title": "Tidy", "else": [' + b"[]," * 20_000 + b"[]]}",
    "far too many objects": b'{"title": "Tidy", "else": [' + b'{"":0},' * 20_000 + b"{}]}",
    "not UTF-8": b'{"title": "\xff\xfe"}',
    "an object for a text": b'{"title": {"a": 1}}',
    "an array for a text": b'{"title": ["a"]}',
    "null for a text": b'{"title": null}',
    "a flag for a text": b'{"title": true}',
    "a text too long": json.dumps({"title": "x" * 101}).encode(),
    "a blank text": b'{"title": "  "}',
    "a text for a flag": b'{"title": "Tidy", "is_open": "perhaps"}',
    "null for a flag": b'{"title": "Tidy", "is_open": null}',
    "no date": b'{"title": "Tidy", "due_at": "2026-02-30T00:00:00Z"}',
    "a date out of range": b'{"title": "Tidy", "due_at": "99999-01-01T00:00:00Z"}',
    "the first date": b'{"title": "Tidy", "due_at": "0001-01-01T00:00:00+14:00"}',
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_hostile_body_is_a_400(ana, body):
    answer = ana.post(NOTES, body, content_type="application/json")

    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["put", "patch"])
@pytest.mark.parametrize("body", [b"null", b"[]", b"7", b'"a"'])
def test_a_change_needs_an_object(ana, method, body):
    place = ana.post(NOTES, {"title": "Tidy"})["Location"]

    answer = getattr(ana, method)(place, body, content_type="application/json")

    assert answer.status_code == 400


def test_a_form_with_a_nul_is_a_400(ana, refused):
    refused(ana.post(NOTES, {"title": "Ti\x00dy"}, format="multipart"), 400, "invalid")


def test_emoji_are_welcome(ana):
    answer = ana.post(NOTES, b'{"title": "\\ud83d\\ude00"}', content_type="application/json")

    assert answer.json()["title"] == "\N{GRINNING FACE}"


@pytest.mark.parametrize("id", ["1", "nothing", "%00", "%ED%A0%80", "x" * 300, "..%2f", "{}"])
def test_an_id_that_is_none_is_a_404(ana, refused, id):
    refused(ana.get(f"{NOTES}{id}/"), 404, "not_found")
    refused(ana.delete(f"{NOTES}{id}/"), 404, "not_found")


def test_another_media_type_is_a_415(ana, refused):
    answer = ana.post(NOTES, b"<a/>", content_type="application/xml")

    refused(answer, 415, "unsupported_media_type")


def test_an_answer_that_we_cannot_give_is_a_406(ana, refused):
    refused(ana.get(NOTES, headers={"Accept": "application/xml"}), 406, "not_acceptable")


def test_a_method_that_is_not_there_is_a_405(ana, refused):
    refused(ana.delete(NOTES), 405, "method_not_allowed")


def test_a_charset_that_nobody_knows_does_no_harm(ana):
    answer = ana.post(NOTES, b'{"title": "a"}', content_type="application/json; charset=klingon")

    assert answer.status_code == 201


FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
A_PART = b'--b\r\nContent-Disposition: form-data; name="title"\r\n\r\nTidy\r\n--b--\r\n'
BOMB = zlib.compress(b'{"title": "' + b" " * 10_000_000 + b'"}')


@pytest.mark.parametrize("charset", ["zlib", "hex", "rot13", "idna", "undefined"])
@pytest.mark.parametrize(("kind", "body"), [(FORM, b"title=Tidy"), (PARTS, A_PART)])
def test_a_form_in_a_charset_that_makes_no_text_does_no_harm(ana, kind, body, charset):
    answer = ana.post(NOTES, body, content_type=f"{kind}; charset={charset}")

    assert answer.status_code in {201, 400}, answer.content


@pytest.mark.parametrize("body", [BOMB, b'{"title": "Tidy"}'], ids=["a bomb", "a note"])
def test_json_in_a_charset_that_makes_no_text_is_a_400_and_unpacks_nothing(ana, refused, body):
    answer = ana.post(NOTES, body, content_type="application/json; charset=zlib")

    refused(answer, 400, "bad_request")


@pytest.mark.parametrize("inner", ["+AFs-" * 40 + "+AF0-" * 40, '"+AFw-u0000"', '"+2AA-"'])
def test_a_charset_hides_nothing(ana, inner):
    body = f'{{"title": "Tidy", "else": {inner}}}'.encode()

    answer = ana.post(NOTES, body, content_type="application/json; charset=utf-7")

    assert answer.status_code == 400, answer.content
