"""How a file's letters are written."""

import io

import pytest

from chassis.tables import errors
from chassis.tables.encodings import ENCODINGS, encoding_of, refuse_binaries


def found(content, *, only_unicode=False):
    return encoding_of(io.BytesIO(content), content, only_unicode=only_unicode)


@pytest.mark.parametrize(
    ("letters", "end", "encoding"),
    [
        ("Malmö, Łódź", "\n", "utf-8"),
        ("Malmö", "\n", "cp1252"),
        ("5 € “quoted”", "\r\n", "cp1252"),
        ("Malmö", "\r", "mac-roman"),
        ("Ålesund", "\n", "mac-roman"),  # 0x81 is no letter of Windows
    ],
)
def test_old_encodings_are_found_by_what_they_leave(letters, end, encoding):
    assert found(f"tag,notes{end}A-1,{letters}{end}".encode(encoding)) == encoding


@pytest.mark.parametrize(
    ("written", "encoding"),
    [("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-16-le",) * 2, ("utf-16-be",) * 2],
)
def test_unicode_is_found_with_a_mark_and_without(written, encoding):
    assert found("tag,notes\nA-1,x\n".encode(written)) == encoding


def test_letters_that_end_in_their_middle_are_not_utf8():
    assert found("tag,notes\nA-1,Malmö".encode()[:-1]) == "cp1252"
    assert found("Malmö".encode("cp1252"), only_unicode=True) == "utf-8"


def test_every_encoding_that_may_be_told_is_one():
    for encoding in ENCODINGS:
        assert "tag".encode(encoding).decode(encoding) == "tag"


@pytest.mark.parametrize(
    ("head", "error", "says"),
    [
        (b"\x89PNG\r\n\x1a\n", errors.NotText, "a PNG picture"),
        (b"%PDF-1.7", errors.NotText, "a PDF document"),
        (b"PK\x03\x04", errors.NotATable, "Save the sheet as CSV"),
        (b"\x1f\x8b\x08", errors.NotATable, "gzip"),
    ],
)
def test_what_is_no_text_is_named(head, error, says):
    with pytest.raises(error, match=says):
        refuse_binaries(head)


def test_text_is_no_binary():
    refuse_binaries(b"PKZ,tag\n")
