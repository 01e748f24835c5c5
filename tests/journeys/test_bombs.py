"""Small requests that ask for gigabytes, sent to a running system: refused by name, and cheap.

What a process takes is read from /proc: its own peak from before the first bomb to after the last,
of every web process and every worker, with what they started.
"""

import gzip
import io
import re
import zipfile

import pytest

from chassis.testing.memory import Peak
from chassis.tests.files import drawing
from stack.processes import identity
from tests.checkout import SERVICES
from tests.contracts.operations import document, operations
from tests.journeys.test_import import finished

pytestmark = pytest.mark.long

MOST_MEGABYTES = 50
MILLION = 1_000_000
API = "/catalog/api/v1"
DEEP = b"[" * 100_000 + b"]" * 100_000
WIDE = b"[" + b"[[]]," * 499_000 + b"[]]"
SOME_ID = "018f5f5e-0000-7000-8000-00000000dead"
JSON = {"Content-Type": "application/json"}


def archive(name):
    """Return a zip of 1 MB that holds 1 GB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open(name, "w", force_zip64=True) as file,
    ):
        for _ in range(1000):
            file.write(bytes(MILLION))
    return out.getvalue()


def pictures():
    """Return pictures that are too much, and what they are called."""
    return {
        "huge.png": (drawing.huge_png(), "picture_too_large"),
        "huge.webp": (drawing.huge_webp(), "picture_too_large"),
        "huge.gif": (b"GIF89a\xff\xff\xff\xff" + bytes(20), "picture_too_large"),
        "texts.png": (drawing.told_texts(60), "picture_broken"),
        "cut.jpg": (drawing.picture(size=(2000, 2000))[:9000], "picture_broken"),
        "packed.zip": (archive("a.txt"), "file_kind_refused"),
        "book.xlsx": (archive("xl/worksheets/sheet1.xml"), "file_kind_refused"),
        "long.txt": (b"x" * 11 * MILLION, "payload_too_large"),
    }


def tables():
    """Return files to import that are too much, and what they are called."""
    return {
        "gear.zip": (archive("gear.csv"), "not_a_table"),
        "gear.xlsx": (archive("xl/worksheets/sheet1.xml"), "not_a_table"),
        "wide.csv": (b"a," * MILLION + b"\n1\n", "line_too_long"),
        "wider.csv": ((b"ab," * 330_000 + b"\n") * 48, "too_many_columns"),
        "cell.csv": (b'tag,notes\nA-1,"' + b"x" * (50 * MILLION - 100), "line_too_long"),
    }


def posts():
    """Yield the address of every POST of every service."""
    for service in SERVICES:
        for each in operations(document(service.package)):
            if each.method == "post":
                yield re.sub(r"{\w+}", SOME_ID, each.path)


@pytest.fixture
def peaks(system):
    """The peaks of every web process and every worker from here on."""
    rows = system.status().items()
    kinds = ("web", "worker")
    started = {name: row["pid"] for name, row in rows if any(kind in name for kind in kinds)}
    return {
        f"{name} {pid}": Peak(pid)
        for name, first in started.items()
        for pid in identity.descendants(first)
    }


def refused(answer, code):
    """Tell whether an answer refuses by name."""
    assert answer.headers["Content-Type"].startswith("application/problem+json"), answer.text
    return 400 <= answer.status_code < 500 and answer.json()["code"] == code


def sent(api, path, name, content, **words):
    """Send a file as a form."""
    return api.call("POST", path, data=words, files={"file": (name, content)}, timeout=60)


def test_bombs_are_refused_and_cost_little(system, ana, peaks):
    asset = ana.get(f"{API}/assets/?limit=1").json()["results"][0]["id"]
    tried = 0

    for path in ("/accounts", "/tasks", "/catalog"):
        packed = {**JSON, "Content-Encoding": "gzip"}
        body = gzip.compress(bytes(100 * MILLION))
        answer = ana.call("POST", f"{path}/api/v1/jobs/", data=body, headers=packed)
        assert refused(answer, "unsupported_media_type")
        tried += 1
    for path in posts():
        for body in (DEEP, WIDE):
            answer = ana.call("POST", path, data=body, headers={**JSON, "Idempotency-Key": path})
            assert 400 <= answer.status_code < 500, (path, answer.text)
            tried += 1
    for name, (content, code) in pictures().items():
        assert refused(sent(ana, f"{API}/attachments/", name, content, asset=asset), code), name
        tried += 1
    for name, (content, code) in tables().items():
        assert refused(sent(ana, f"{API}/imports/", name, content, kind="assets"), code), name
        tried += 1
    film = sent(ana, f"{API}/attachments/", "film.gif", drawing.film(3000, (300, 300)), asset=asset)
    assert film.json()["media_type"] == "image/png", film.text  # taken, as a still
    lines = b'{"tag": "BOMB-1", "manufacturer": "N", "model": "M", "notes": ' + DEEP + b"}\n"
    started = sent(ana, f"{API}/imports/", "deep.jsonl", lines * 4, kind="assets").json()
    assert finished(ana, started["job_url"])["result"]["failed"] == 4

    grown = {name: peak.grown() for name, peak in peaks.items()}
    kept = max(peak.kept() for peak in peaks.values())
    most = max(grown, key=grown.__getitem__)
    print(
        f"\nS6 {tried} bombs refused of {tried}, 2 taken for what they are; a process grew by at "
        f"most {grown[most]:.0f} MB ({most}) of {len(peaks)} processes, and kept {kept:.0f} MB"
    )
    assert grown[most] < MOST_MEGABYTES, grown
