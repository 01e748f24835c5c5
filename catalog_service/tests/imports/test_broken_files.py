"""Files that are no tables: each is refused in words, and changes nothing."""

import io
import zipfile

import pytest

from catalog_service.gear.models import Asset
from catalog_service.imports import actions, errors
from catalog_service.imports.actions import ENCODINGS
from catalog_service.imports.models import Import
from catalog_service.tests.imports.conftest import Steps
from chassis.jobs.models import Job

GOOD = b"tag,manufacturer,model\nA-1,N,M\n"


def packed():
    """Return a zip archive, as a workbook is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (packed(), "not_a_table", "Save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "not_a_table", "old Excel"),
        (b"\x1f\x8b\x08 zipped", "not_a_table", "gzip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_utf8", "PNG picture"),
        (b"%PDF-1.7 ...", "not_utf8", "PDF"),
        (b"", "file_empty", "at least one"),
        (b"\n \n", "file_empty", "at least one"),
        (b"tag,manufacturer,model\n", "file_empty", "header and no row"),
        (b"a,b\n1,2\n", "column_missing", 'mapping={"<your column>": "tag"}'),
        (b"tag,tag,model\n1,2,3\n", "column_twice", "'tag'"),
        (b"tag,Tag,model\n1,2,3\n", "column_twice", "'tag'"),
        (b",".join([b"x"] * 10_000) + b"\n1\n", "too_many_columns", "10000 columns"),
        (b"tag," + b"x" * 201 + b"\n1,2\n", "column_name_too_long", "the header?"),
        (GOOD + b"A-2,\x00,M\n", "holds_nul", "Line 3 holds a NUL"),
        (b"tag,notes\nA-1," + b"x" * 2_000_000, "line_too_long", "Line 2"),
        (b'"tag,manufacturer\nA-1,N\n', "quote_broken", "header"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_broken_file_is_refused_at_once_with_what_to_do(send, refused, content, code, says):
    body = refused(send(content, "gear.csv", kind="assets"), 400, code)

    (error,) = body["errors"]
    assert (error["attr"], error["code"]) == ("file", code)
    assert says in error["detail"]
    assert not Import.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("told", "attr", "code"),
    [
        ({"encoding": "utf-8"}, "file", "not_utf8"),
        ({"format": "jsonl"}, "file", "not_utf8"),
        ({"encoding": "klingon"}, "encoding", "invalid_choice"),
        ({"date_style": "us"}, "date_style", "invalid_choice"),
        ({"delimiter": "!"}, "delimiter", "invalid_choice"),
        ({"mapping": "{"}, "mapping", "bad_mapping"),
        ({"mapping": "[" * 9000}, "mapping", "bad_mapping"),
        ({"mapping": "[]"}, "mapping", "bad_mapping"),
        ({"mapping": '{"tag": "colour"}'}, "mapping", "bad_mapping"),
        ({"mapping": '{"tag": ["tag"]}'}, "mapping", "bad_mapping"),
        ({"mapping": '{"tag": "tag", "model": "tag"}'}, "mapping", "bad_mapping"),
        ({"mapping": '{"Tag nr": "tag"}'}, "mapping", "bad_mapping"),
    ],
)
def test_what_is_told_wrongly_is_told_back(send, told, attr, code):
    answer = send(GOOD + "A-2,Ñ,M\n".encode("cp1252"), "gear.csv", kind="assets", **told)

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["attr"], error["code"]) == (400, attr, code)
    assert not Import.objects.exists()


def test_a_mapping_for_fixed_keys_is_refused_with_their_names(send, refused):
    content, mapping = b'{"manufacturer": "N", "Typ": "M"}\n', '{"Typ": "model"}'

    body = refused(send(content, mapping=mapping), 400, "bad_mapping")

    (error,) = body["errors"]
    assert error["attr"] == "mapping"
    assert "manufacturer, model, category" in error["detail"]
    assert send(content, mapping="{}").status_code == 202


def test_utf16_without_a_mark_is_told_what_to_tell(send, refused):
    body = refused(send(GOOD, "gear.csv", kind="assets", encoding="utf-16"), 400, "not_utf8")

    assert "utf-16-le or utf-16-be" in body["errors"][0]["detail"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("form", ["csv", "jsonl"])
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        b"\xff",
        b"\xff\xfe",
        b"\xfe\xff\x00",
        b"\xff\xfe\x00\xd8",
        b"\xff\xfe" + "tag\nA".encode("utf-16-le") + b"\x00",
        b"\x00\xd8\x00\xd8\x00",
        b"\x81\x8d\x8f\n",
        bytes(range(1, 256)),
        GOOD,
        GOOD[:-2],
        GOOD.decode().encode("utf-16"),
        GOOD.decode().encode("utf-16-be")[:-1],
    ],
    ids=lambda value: str(value)[:24],
)
def test_no_encoding_that_is_told_breaks_on_any_file(send, content, form, encoding):
    answer = send(content, "gear", kind="assets", encoding=encoding, format=form)

    assert answer.status_code in {202, 400}, answer.content


@pytest.mark.parametrize(
    ("tail", "line"),
    [
        (b'A-2,"N,M\nA-3,N,M\n', 3),
        (b'A-2,"N"x,M\n', 3),
        (b'A-2,N,M\nA-3,"' + b"x" * 600_000 + b"\n" + b"x" * 600_000 + b'",M\n', 4),
    ],
)
def test_a_quote_that_does_not_end_changes_nothing(start, tail, line):
    row = start(GOOD + tail, "assets")

    with pytest.raises(errors.QuoteBroken, match=f"begins on line {line} "):
        actions.run_import(import_id=str(row.id), progress=Steps())

    assert not Asset.objects.exists()


def test_a_long_cell_with_its_quotes_is_only_too_long_for_its_field(run):
    report = run(GOOD + b'A-2,"' + b"x" * 200_000 + b'",M\nA-3,N,M\n', "assets")

    (error,) = report["errors"]
    assert (error["line"], error["attr"], error["code"]) == (3, "manufacturer", "too_long")
    assert (len(error["value"]), report["created"]) == (200, 2)


def test_json_with_ever_new_keys_is_refused(start):
    lines = b"".join(b'{"tag": "%d", "k%d": 1}\n' % (n, n) for n in range(300))
    row = start(lines, "assets")

    with pytest.raises(errors.TooManyColumns):
        actions.run_import(import_id=str(row.id), progress=Steps())

    assert not Asset.objects.exists()


def test_a_key_with_a_nul_refuses_its_row(run):
    report = run(b'{"a\\u0000b": 1, "tag": "A", "manufacturer": "N", "model": "M"}\n', "assets")

    assert [error["detail"] for error in report["errors"]] == ["A key holds a NUL character."]


def test_words_of_databases_are_only_words(run):
    content = (
        b"tag,manufacturer,model,notes\n"
        b"\\N,N,M,\\.\n"
        b'A-2,"\\.\nx",M,"tab\there"\n'
        b"A-3,N,M,'; DROP TABLE gear_asset --\n"
    )

    report = run(content, "assets")

    assert (report["created"], report["failed"]) == (3, 0)
    assert {asset.tag: asset.notes for asset in Asset.objects.all()} == {
        "\\N": "\\.",
        "A-2": "tab\there",
        "A-3": "'; DROP TABLE gear_asset --",
    }
