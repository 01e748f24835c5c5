"""Doing what the lines of a file say, without a worker."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

import pytest
from django.db import IntegrityError, connection, transaction

from catalog_service.gear import actions as gear
from catalog_service.gear.actions.bulk_rows import one_at_a_time
from catalog_service.gear.models import Port, Product
from catalog_service.imports import actions, errors
from catalog_service.imports.actions import applying, staging
from catalog_service.imports.models import Import
from catalog_service.tests.conftest import SAMPLES, lines_of
from catalog_service.tests.imports.conftest import Steps, line
from chassis.jobs import Cancelled, LeaseLost, running

GOOD = (SAMPLES / "products.jsonl").read_bytes()
MIXED = (SAMPLES / "mixed.jsonl").read_bytes()


def test_products_come_with_manufacturers_and_ports(run):
    report = run(GOOD)

    product = Product.objects.get(model="NL-24")
    assert report == {
        "dry_run": False,
        "created": 3,
        "updated": 0,
        "unchanged": 0,
        "failed": 0,
        "lent": 0,
        "errors": [],
        "errors_left_out": 0,
        "notices": [],
    }
    assert (product.title, product.notes) == ("Northlight NL-24", "A quiet switch.")
    assert product.specs == {
        "part_number": "NL24-A",
        "u_height": 1,
        "weight": 3.2,
        "weight_unit": "kg",
    }
    assert lines_of(product) == {"1000base-t": 24, "rj-45": 1}
    assert Port.objects.get(slug="dc-terminal").kind == "power-port"


def test_the_same_file_again_changes_nothing(run):
    run(GOOD)

    report = run(GOOD)

    assert (report["created"], report["updated"], report["unchanged"]) == (0, 0, 3)
    assert set(Product.objects.values_list("version", flat=True)) == {1}


def test_good_lines_are_imported_and_bad_ones_reported_with_their_numbers(run):
    report = run(MIXED)

    assert sorted(Product.objects.values_list("model", flat=True)) == ["NL-10", "NL-24"]
    assert (report["created"], report["failed"], report["errors_left_out"]) == (2, 4, 0)
    assert [(error["line"], error["attr"], error["code"]) for error in report["errors"]] == [
        (2, "u_height", "invalid"),
        (2, "colour", "unknown_field"),
        (3, "", "not_json"),
        (4, "", "not_an_object"),
        (5, "manufacturer", "required"),
        (5, "ports.0.type", "invalid"),
        (5, "ports.0.count", "invalid"),
        (5, "ports.1", "not_an_object"),
        (5, "ports.1.type", "required"),
    ]


def test_line_ends_and_a_byte_order_mark_make_no_difference(run):
    report = run(b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n").rstrip())

    assert (report["created"], report["failed"]) == (3, 0)


def test_a_hundred_errors_are_shown_and_all_are_in_the_report(start):
    steps = Steps()
    row = start(b'{"model": 1}\n' * 700)

    report = actions.run_import(import_id=str(row.id), progress=steps)

    told = list(csv.DictReader(io.StringIO(steps.report)))
    assert (report["failed"], len(report["errors"]), report["errors_left_out"]) == (700, 100, 1300)
    assert len(told) == 1400
    assert told[0] == {
        "line": "1",
        "column": "manufacturer",
        "code": "required",
        "detail": "This is needed.",
        "value": "",
    }


def test_progress_moves_as_rows_are_read_and_put_and_counts_are_kept(start):
    row = start(b"".join(line(model=f"M{number}") for number in range(250)))
    steps = Steps()

    actions.run_import(import_id=str(row.id), progress=steps)

    row.refresh_from_db()
    assert steps == [(125, 250), (175, 250), (225, 250), (250, 250), (250, 250)]
    assert (row.created, row.updated, row.unchanged, row.failed) == (250, 0, 0, 0)


@dataclass
class Stopped(Steps):
    """Progress that ends at a step: the job was cancelled, or the worker died."""

    after: int
    why: type[BaseException]

    def advance(self, done, total):
        super().advance(done, total)
        if len(self) == self.after:
            raise self.why


@pytest.mark.parametrize("why", [Cancelled, LeaseLost, KeyboardInterrupt])
@pytest.mark.parametrize(("after", "done"), [(1, 0), (2, 100), (3, 200), (5, 250)])
def test_what_was_stopped_keeps_what_it_did_and_goes_on_from_there(start, why, after, done):
    row = start(b"".join(line(model=f"M{number}") for number in range(250)))

    with pytest.raises(why):
        actions.run_import(import_id=str(row.id), progress=Stopped(after, why))
    assert Import.objects.get().created == Product.objects.count() == done
    report = actions.run_import(import_id=str(row.id), progress=Steps())

    assert (report["created"], report["updated"], report["unchanged"]) == (250, 0, 0)
    assert set(Product.objects.values_list("version", flat=True)) == {1}


def test_a_worker_that_lost_its_lease_writes_nothing(start):
    class Late(Steps):
        def hold(self):
            raise LeaseLost

    row = start(GOOD)

    with pytest.raises(LeaseLost):
        actions.run_import(import_id=str(row.id), progress=Late())

    row.refresh_from_db()
    assert (row.created, row.failed, Product.objects.count()) == (0, 0, 0)


def test_a_product_that_is_said_again_is_changed_by_the_later_line(run):
    said = line(comments="Old.") + line(model="Other") + line(model="nl-24", comments="New.")

    report = run(said + line(comments="New."))

    assert (report["created"], report["updated"], report["unchanged"]) == (2, 1, 1)
    assert Product.objects.get(model="NL-24").notes == "New."


def test_a_file_that_is_gone_is_a_named_error(start):
    row = start(line())
    row.file.storage.delete(row.file.name)

    with pytest.raises(errors.FileGone):
        actions.run_import(import_id=str(row.id), progress=Steps())


def test_who_makes_the_same_at_the_same_moment_does_not_break_it(run, monkeypatch):
    put = gear.put_products
    tries = []

    def clash_once(**words):
        tries.append(words)
        if len(tries) == 1:
            raise IntegrityError("somebody else was faster")
        return put(**words)

    monkeypatch.setitem(applying.WAYS, "products", ("arriving_products", clash_once))

    report = run(GOOD)

    assert (len(tries), report["created"]) == (2, 3)


@pytest.mark.django_db(transaction=True)
def test_an_import_waits_for_another_longer_than_for_other_locks(start):
    row = start(GOOD)
    begun = Event()

    def put_something_else():
        with transaction.atomic(), connection.cursor() as cursor:
            one_at_a_time()
            begun.set()
            cursor.execute("SELECT pg_sleep(0.3)")
        connection.close()

    def run_meanwhile():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        try:
            assert begun.wait(5)
            return actions.run_import(import_id=str(row.id), progress=Steps())["created"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        other, ours = pool.submit(put_something_else), pool.submit(run_meanwhile)
        assert (other.result(), ours.result()) == (None, 3)


def test_long_rows_are_read_a_few_at_a_time(start):
    row = start(b"".join(line(model=f"M{n}", comments="x" * 9000) for n in range(1000)))
    steps = Steps()

    actions.run_import(import_id=str(row.id), progress=steps)

    assert len([done for done, _ in steps if done <= 500]) > 2  # nine megabytes, by four
    assert Product.objects.count() == 1000


def test_rows_with_many_mistakes_are_read_a_few_at_a_time(start, monkeypatch):
    monkeypatch.setattr(staging, "PIECE_LETTERS", 10_000)
    row = start(line(**{f"k{number}": 1 for number in range(190)}) * 4)
    steps = Steps()

    report = actions.run_import(import_id=str(row.id), progress=steps)

    # What is told of two rows fills a piece; none of their cells is kept.
    assert [done for done, _ in steps][:2] == [1, 2]
    assert (report["failed"], report["errors_left_out"]) == (4, 4 * 51 - 100)


def test_a_line_of_thousands_of_fields_is_refused_in_one_sentence(run):
    wide = line(**{f"k{number}": 1 for number in range(10_000)})

    report = run(wide + line())

    (error,) = report["errors"]
    assert (error["line"], error["code"]) == (1, "too_many_fields")
    assert error["detail"] == "The line has 10,002 fields, more than 200."
    assert report["created"] == 1


def test_thousands_of_rows_need_few_queries(start, django_assert_max_num_queries):
    row = start(b"".join(line(model=f"M{number}") for number in range(1000)))

    with django_assert_max_num_queries(290):  # ten chunks, with the savepoints that a test adds
        actions.run_import(import_id=str(row.id), progress=Steps())


def test_the_worker_comes_in_by_the_door_of_that_name(start):
    row = start(GOOD)

    running.run_next()

    row.job.refresh_from_db()
    assert (row.job.status, row.job.progress) == ("succeeded", {"done": 3, "total": 3})
    assert row.job.result["created"] == 3
