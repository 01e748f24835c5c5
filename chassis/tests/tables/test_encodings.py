"""How a file's letters are written."""

import io

import pytest

from chassis.tables import errors
from chassis.tables.encodings import (
    ENCODINGS,
    encoding_of,
    is_guess,
    refuse_binaries,
    sample_of,
)


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


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("tag,notes\nA-1,Malmö\nA-2,Łódź\nA-3,".encode() + b"M\xf6lle\n", 4),
        ("tag\r\n\r\n日本\r\n".encode() + b"\xff\r\n", 4),
        ("é".encode() * 200_000 + b"\n\x81\n", 2),
    ],
    ids=["a cell of Windows", "one byte", "more than a block"],
)
def test_a_file_that_is_nearly_utf8_is_refused_with_the_line(content, line):
    with pytest.raises(errors.NotText, match=f"Line {line} is not UTF-8 text. Most of the file is"):
        found(content)


@pytest.mark.parametrize(
    ("letters", "encoding", "guess"),
    [
        ("CAFÉ® und CAFÉ, Ö, Ü", "cp1252", "cp1252"),  # É® is a letter in UTF-8, too
        ("l\u2019été où l\u2019écran", "mac-roman", "mac-roman"),
        ("Съешь ещё этих мягких булок, Пётр", "cp1251", "cp1252"),
        ("大変よくできました。データ", "shift-jis", "mac-roman"),
        ("我们的设备在模具室", "gbk", "cp1252"),
    ],
)
def test_other_alphabets_are_no_utf8_by_chance(letters, encoding, guess):
    content = f"tag,notes\nA-1,{letters}\n".encode(encoding)

    assert found(content) == guess
    assert is_guess(guess)


@pytest.mark.parametrize(
    ("content", "encoding", "sample"),
    [
        ("tag;notes\nA-1;Skåne;Malmö\n".encode("cp1252"), "cp1252", (2, "Skåne")),
        ('tag,"a größe b", x\n'.encode("cp1252"), "cp1252", (1, "a größe b")),
        ("tag,notes\nA-1,x\n".encode("utf-16-le"), "utf-16-le", (1, "tag,notes")),
        (b"x" * 900_000 + b"\xe9" + b"y" * 900, "cp1252", (1, "x" * 50 + "é" + "y" * 49)),
    ],
)
def test_a_guess_is_shown_where_it_matters(content, encoding, sample):
    assert sample_of(io.BytesIO(content), encoding) == sample


def test_unicode_that_shows_itself_is_no_guess():
    assert [encoding for encoding in ENCODINGS if not is_guess(encoding)] == ["utf-8", "utf-16"]


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
