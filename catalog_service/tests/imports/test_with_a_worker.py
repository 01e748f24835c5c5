"""An import from the API to a real worker over a real Redis, and back."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from django.db import connection, transaction

from catalog_service.gear.actions.bulk_rows import one_at_a_time
from catalog_service.gear.models import Product
from catalog_service.tests.conftest import API, SAMPLES
from catalog_service.tests.imports.conftest import line
from chassis.logins.subjects import DEMO_SUBS

pytestmark = pytest.mark.xdist_group("worker")


@contextmanager
def somebody_else_puts():
    """Meanwhile an import reads its file, and has to wait before it puts anything."""
    begun, over = Event(), Event()

    def put():
        with transaction.atomic():
            one_at_a_time()
            begun.set()
            over.wait(60)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(put)
        try:
            assert begun.wait(30)
            yield
        finally:
            over.set()


def test_a_worker_imports_files_and_the_jobs_tell_how_they_went(worker, ben, send, wait_for):
    def over(address):
        job = ben.get(address).json()
        return job if job["status"] not in {"queued", "running"} else None

    with somebody_else_puts():
        long = send(b"".join(line(model=f"M{number}") for number in range(2000)))["Location"]
        wait_for(lambda: ben.get(long).json()["progress"] == {"done": 1000, "total": 2000})
    mixed = send((SAMPLES / "mixed.jsonl").read_bytes())["Location"]

    job = wait_for(lambda: over(long))
    assert (job["status"], job["progress"]["done"]) == ("succeeded", 2000)
    job = wait_for(lambda: over(mixed))
    assert (job["status"], job["progress"]) == ("succeeded", {"done": 6, "total": 6}), job
    assert (job["result"]["created"], job["result"]["failed"]) == (2, 4)
    product = Product.objects.get(model="NL-24")
    entry = ben.get(f"{API}products/{product.id}/history/").json()[0]
    assert (entry["actor"], entry["request_id"]) == (DEMO_SUBS["ben"], job["request_id"])
