"""An import from the API to a real worker over a real Redis, and back."""

import pytest

from catalog_service.gear.models import Product
from catalog_service.tests.conftest import API, SAMPLES
from catalog_service.tests.imports.conftest import line
from chassis.logins.subjects import DEMO_SUBS

pytestmark = pytest.mark.xdist_group("worker")


def test_a_worker_imports_files_and_the_jobs_tell_how_they_went(worker, ben, send, wait_for):
    seen = set()
    long = send(b"".join(line(model=f"M{number}") for number in range(2000)))["Location"]
    mixed = send((SAMPLES / "mixed.jsonl").read_bytes())["Location"]

    def over(address):
        job = ben.get(address).json()
        seen.add(job["progress"]["done"])
        return job if job["status"] not in {"queued", "running"} else None

    assert wait_for(lambda: over(long))["status"] == "succeeded"
    assert {0, 2000} < seen, "progress is seen moving"
    job = wait_for(lambda: over(mixed))
    assert (job["status"], job["progress"]) == ("succeeded", {"done": 6, "total": 6}), job
    assert (job["result"]["created"], job["result"]["failed"]) == (2, 4)
    product = Product.objects.get(model="NL-24")
    entry = ben.get(f"{API}products/{product.id}/history/").json()[0]
    assert (entry["actor"], entry["request_id"]) == (DEMO_SUBS["ben"], job["request_id"])
