"""What a file is, is found out by what it holds."""

import pytest

from chassis.files.errors import KindRefused
from chassis.files.kinds import Kind, kind_of
from chassis.files.names import named_for
from chassis.tests.files import drawing
from chassis.tests.files.drawing import sent

TAKEN = [
    (drawing.picture("JPEG"), Kind.JPEG),
    (drawing.picture("PNG"), Kind.PNG),
    (drawing.picture("WEBP"), Kind.WEBP),
    (drawing.picture("GIF"), Kind.GIF),
    (drawing.PDF, Kind.PDF),
    (b"tag,notes\nA-1,blue\n", Kind.CSV),
    (b"\xef\xbb\xbftag;notes\nA-1;blue\n", Kind.CSV),
    (b"Turn it off, then on.\nWait.\n", Kind.TEXT),
    ("Größe\n".encode(), Kind.TEXT),
]
REFUSED = {
    "a page": b"<!DOCTYPE html><p>Hello",
    "a page behind white space": b" \n\t<p onclick=alert()>",
    "a script behind words": b"Hello <script>alert(1)</script>",
    "a drawing": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "a drawing that says it is XML": b'\xef\xbb\xbf<?xml version="1.0"?><svg/>',
    "an archive or a workbook": b"PK\x03\x04" + bytes(40),
    "a packed file": b"\x1f\x8b\x08" + bytes(40),
    "a program": b"\x7fELF" + bytes(40),
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a photo of another form": b"\x00\x00\x00\x18ftypheic" + bytes(40),
    "text with a NUL": b"Hello\x00",
    "text that is no UTF-8": "Größe".encode("latin-1"),
    "text that is cut off in a letter": "Größ".encode()[:-1],
}


@pytest.mark.parametrize(("content", "kind"), TAKEN, ids=[kind.name for _, kind in TAKEN])
def test_what_is_taken_is_known_whatever_it_is_called(content, kind):
    file = sent(content, "x.exe")

    assert kind_of(file) is kind
    assert file.tell() == 0


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_all_else_is_refused_whatever_it_is_called(content):
    with pytest.raises(KindRefused):
        kind_of(sent(content, "photo.jpg"))


@pytest.mark.parametrize(
    ("name", "kind", "called"),
    [
        ("Loan form.PDF", Kind.PDF, "Loan form.PDF"),
        ("photo.gif", Kind.PNG, "photo.png"),
        ("page.html", Kind.TEXT, "page.html.txt"),
        ("a\u202egnp.exe\n", Kind.PDF, "agnp.exe.pdf"),
        (None, Kind.CSV, "file.csv"),
        ("x" * 300 + ".jpg", Kind.JPEG, "x" * 251 + ".jpg"),
    ],
)
def test_a_name_ends_as_what_the_file_is(name, kind, called):
    assert named_for(name, kind) == called
