"""`POST /imports/`."""

import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from catalog_service.gear.models import Product
from catalog_service.imports.models import Import
from catalog_service.tests.conftest import API, SAMPLES
from catalog_service.tests.imports.conftest import IMPORTS
from chassis import jobs
from chassis.jobs.models import Job
from chassis.logins.subjects import DEMO_SUBS
from chassis.tables import text

GOOD = (SAMPLES / "products.jsonl").read_bytes()
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def test_a_file_is_taken_and_a_job_waits(ben, send):
    answer = send(GOOD)

    body, job = answer.json(), Job.objects.get()
    assert answer.status_code == 202
    assert answer["Location"] == body["job_url"] == f"{API}jobs/{job.id}/"
    assert body["job"] == str(job.id)
    assert (body["kind"], body["file_name"], body["lines"]) == ("products", "products.jsonl", 3)
    assert (body["created"], body["failed"], body["created_by"]) == (0, 0, DEMO_SUBS["ben"])
    assert ben.get(answer["Location"]).json()["status"] == "queued"
    assert not Product.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a\\..\\b", "x" * 400, "é\u202e"]
)
def test_the_file_is_kept_under_its_id_whatever_it_was_called(send, name):
    answer = send(GOOD, name)

    row = Import.objects.get()
    assert answer.status_code == 202, answer.content
    assert row.file.name == f"imports/{row.id}.jsonl"
    assert Path(row.file.path).is_relative_to(settings.MEDIA_ROOT)
    assert "/" not in row.file_name
    assert len(row.file_name) <= 255


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n\r\n  \n", "file_empty"),
        (b"\xef\xbb\xbf", "file_empty"),
        (PNG, "not_utf8"),
        (GOOD + b"\xff\n", "not_utf8"),
        (b"{\x00}\n", "holds_nul"),
        (GOOD + b"\x00\n", "holds_nul"),
        (b"{" + b" " * 1_000_001, "line_too_long"),
        (GOOD + b"x" * 1_000_001, "line_too_long"),
        (b"manufacturer;model\n", "file_empty"),
        (b'[{"model": "x"}]', "not_json_lines"),
        (b"<html>", "column_missing"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_broken_file_is_refused_at_once(send, refused, content, code):
    body = refused(send(content), 400, code)

    assert body["errors"][0]["attr"] == "file"
    assert not Import.objects.exists()
    assert not Job.objects.exists()


@pytest.mark.parametrize("content", [b"{}\n" * 500_001, b"{}" + b"\n" * 1_000_000])
def test_a_file_of_too_many_lines_is_refused(send, refused, content):
    refused(send(content), 400, "too_many_lines")


@pytest.mark.parametrize(
    ("content", "number"), [(b"\xff", 400_001), (b"\x00", 400_001), (b"x" * 1_000_001, 400_001)]
)
def test_a_refusal_names_the_line_however_late_it_comes(send, content, number):
    body = send(b"{}\r\n" * 400_000 + content).json()

    assert body["errors"][0]["detail"].startswith(f"Line {number} ")


def test_fifty_megabytes_of_short_lines_are_looked_through_in_a_blink(send):
    line = '{"manufacturer": "Nørdlys"}'.encode()
    content = (line + b" " * (99 - len(line)) + b"\n") * 500_000
    assert len(content) == 50_000_000

    started = time.perf_counter()
    count = text.count_lines(ContentFile(content), "utf-8")
    print(f"{time.perf_counter() - started:.2f} s to look through 50 MB")
    answer = send(content)

    assert (count, answer.status_code, answer.json()["lines"]) == (500_000, 202, 500_000)
    assert Path(Import.objects.get().file.path).stat().st_size == 50_000_000


def test_a_character_may_lie_across_two_blocks(start):
    content = b"{" + b" " * (text.BLOCK - 2) + "é}\n".encode() + b"{}"

    assert start(content).lines == 2


def test_what_breaks_after_the_file_was_kept_takes_it_away_again(start, monkeypatch):
    def break_down(*_, **__):
        assert list(Path(settings.MEDIA_ROOT).rglob("*.jsonl"))
        raise RuntimeError("the database went away")

    monkeypatch.setattr(jobs, "enqueue", break_down)

    with pytest.raises(RuntimeError):
        start(GOOD)

    assert not list(Path(settings.MEDIA_ROOT).rglob("*.jsonl"))
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused(send, refused):
    refused(send(b"{}\n" + b"\n" * 50_000_000), 413, "payload_too_large")


@pytest.mark.parametrize(
    ("fields", "attr"),
    [
        ({}, "kind"),
        ({"kind": "boats"}, "kind"),
        ({"kind": "products"}, "file"),
        ({"kind": "products", "file": "text"}, "file"),
    ],
)
def test_kind_and_file_are_required(ben, refused, fields, attr):
    body = refused(ben.post(IMPORTS, fields, format="multipart"), 400, "invalid")

    assert attr in {error["attr"] for error in body["errors"]}


def test_a_field_that_nobody_declared_is_refused_and_nothing_is_imported(send, refused):
    body = refused(send(GOOD, dryrun="true"), 400, "invalid")

    (error,) = body["errors"]
    assert error["attr"] == "dryrun"
    assert "dry_run" in error["detail"]
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("field", "there_is"),
    [
        ("encoding", "cp1252"),
        ("date_style", "ymd, mdy, dmy"),
        ("delimiter", "semicolon"),
        ("format", "csv"),
    ],
)
def test_a_choice_that_is_none_names_those_that_are(send, refused, field, there_is):
    (error,) = refused(send(GOOD, **{field: "klingon"}), 400, "invalid")["errors"]

    assert (error["attr"], error["code"]) == (field, "invalid_choice")
    assert error["detail"].startswith("klingon is none of these: ")
    assert there_is in error["detail"]


def test_it_takes_forms_only(ben, refused):
    refused(ben.post(IMPORTS, {"kind": "products"}), 415, "unsupported_media_type")


def test_the_same_idempotency_key_makes_one_import(ben):
    first, second = (
        ben.post(
            IMPORTS,
            {"kind": "products", "file": (SAMPLES / "mixed.jsonl").open("rb")},
            format="multipart",
            HTTP_IDEMPOTENCY_KEY="once",
        )
        for _ in range(2)
    )

    assert first.json() == second.json()
    assert first["Location"] == second["Location"]
    assert Import.objects.count() == 1


def test_writing_needs_the_scope(cleo, refused):
    refused(cleo.post(IMPORTS, {}, format="multipart"), 403, "forbidden")
