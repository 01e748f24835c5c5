"""Files that are made to take all memory are refused by name, and take little of it."""

import gc
import io
import zipfile

import pytest

from catalog_service.imports.models import Import
from chassis.jobs.running import run_next
from chassis.testing.memory import Peak

MOST_MEGABYTES = 50
MILLION = 1_000_000


def archive(name):
    """Return a zip of 100 kB that holds 100 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, bytes(100 * MILLION))
    return out.getvalue()


BOMBS = {
    "a zip": (lambda: archive("gear.csv"), "not_a_table"),
    "a workbook": (lambda: archive("xl/worksheets/sheet1.xml"), "not_a_table"),
    "a million columns": (lambda: b"a," * MILLION + b"\n1\n", "line_too_long"),
    "columns up to the end of a line": (
        lambda: b"ab," * 330_000 + b"\n1\n",
        "too_many_columns",
    ),
    "many lines of many columns": (
        lambda: (b"ab," * 330_000 + b"\n") * 48,
        "too_many_columns",
    ),
    "a cell of 50 MB": (
        lambda: b'tag,notes\nA-1,"' + b"x" * (50 * MILLION - 100) + b'"\n',
        "line_too_long",
    ),
    "a cell of a million lines": (
        lambda: b'tag,notes\nA-1,"' + b"x\n" * MILLION + b'"\n',
        "too_many_lines",
    ),
}


@pytest.mark.parametrize(("make", "code"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_and_takes_little_memory(send, refused, make, code):
    sent = send(b"warm", kind="assets")  # what the first request loads is not the bomb's
    content = make()
    gc.collect()
    peak = Peak()

    sent = send(content, "gear.csv", kind="assets")

    own = 2 * len(content) / MILLION  # the test holds what it sends, and the form around it
    grown = peak.grown()
    assert grown < MOST_MEGABYTES + own, grown
    assert refused(sent, sent.status_code, code)["status"] in {400, 413}
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    "line",
    [
        b'{"tag": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"a":' * 90_000 + b"1" + b"}" * 90_000,
    ],
)
def test_a_line_that_is_nested_too_deep_is_a_row_with_a_mistake(send, line):
    good = b'{"tag": "A-1", "manufacturer": "N", "model": "M"}\n'
    row = Import.objects.get(id=send(good + line, kind="assets").json()["id"])
    peak = Peak()

    run_next()

    row.refresh_from_db()
    assert (row.created, row.failed) == (1, 1)
    assert peak.grown() < MOST_MEGABYTES


def test_a_row_of_too_many_cells_is_a_row_with_a_mistake(send):
    good = b"tag,manufacturer,model\nA-1,N,M\n"
    row = Import.objects.get(id=send(good + b"ab," * 330_000, kind="assets").json()["id"])
    peak = Peak()

    run_next()

    row.refresh_from_db()
    assert (row.created, row.failed) == (1, 1)
    assert peak.grown() < MOST_MEGABYTES
