"""A file of products goes in through the gateway; a worker does it; the job shows how far it is."""

import json
import os
from pathlib import Path

import pytest

from tests.faults.databases import held
from tests.faults.faults import frozen, names_of
from tests.running import until

LINES = 3000
DEVICE_TYPES = os.environ.get("KITROOM_DEVICE_TYPES", "")


def device_types(name="Journey") -> str:
    """Return JSON lines of made-up device types with ports."""
    return "".join(
        json.dumps(
            {
                "manufacturer": f"Maker {number % 40}",
                "model": f"{name} {number}",
                "part_number": f"P-{number}",
                "u_height": 1,
                "ports": [
                    {"kind": "interface", "type": "1000base-t", "count": 24},
                    {"kind": "power-port", "type": "iec-60320-c14", "count": 1 + number % 2},
                ],
            }
        )
        + "\n"
        for number in range(LINES)
    )


def upload(api, text):
    return api.call(
        "POST",
        "/catalog/api/v1/imports/",
        data={"kind": "products"},
        files={"file": ("types.jsonl", text.encode(), "application/jsonl")},
    )


def counts(api):
    """Return how many there are of what an import could make."""
    names = ("imports", "jobs", "products", "manufacturers", "ports")
    pages = {n: api.get(f"/catalog/api/v1/{n}/?count=true&limit=1").json() for n in names}
    return {name: page["count"] for name, page in pages.items()}


def finished(api, job):
    """Wait until a job is over, and return it."""
    over = {"succeeded", "failed", "cancelled"}
    return until(lambda: (row := api.get(job).json())["status"] in over and row, seconds=120)


def test_progress_is_seen_moving_and_all_products_arrive(system, ana):
    with held(system, "catalog", "gear.bulk"):  # it is read, and cannot be put yet
        answer = upload(ana, device_types())
        assert answer.status_code == 202, answer.text
        job = answer.headers["Location"]
        half = {"done": LINES // 2, "total": LINES}
        until(lambda: ana.get(job).json()["progress"] == half)

    row = finished(ana, job)

    assert row["status"] == "succeeded", row
    assert row["progress"] == {"done": LINES, "total": LINES}
    found = ana.get("/catalog/api/v1/products/?search=Journey&count=true&limit=1").json()
    assert found["count"] == LINES
    assert found["results"][0]["ports"][0]["count"] >= 1
    assert ana.get("/catalog/api/v1/products/?port=iec-60320-c14&limit=1").json()["results"]


def told(stream):
    """Yield what a stream of events tells, as it comes: progress or end, and the job."""
    assert stream.status_code == 200, stream.text
    assert stream.headers["Content-Type"].startswith("text/event-stream")
    kind = ""
    for line in stream.iter_lines(chunk_size=1, decode_unicode=True):
        word, _, rest = line.partition(": ")
        kind = rest if word == "event" else kind
        if word == "data":
            yield kind, json.loads(rest)


def test_a_job_is_watched_through_the_gateway_until_its_end(system, ana):
    with frozen(system, *names_of(system, "worker", services=["catalog"])):
        job = upload(ana, device_types("Watched")).headers["Location"]
        events = told(ana.get(f"{job}events/", stream=True))
        seen = [next(events)]  # a gateway that keeps the answer until its end would give none
    seen.extend(events)

    def is_over():
        """A stream ends after some seconds: whoever watches comes again."""
        if seen[-1][0] == "progress":
            seen.extend(told(ana.get(f"{job}events/", stream=True)))
        return seen[-1][0] == "end"

    until(is_over, seconds=120)
    (first, queued), *later, (last, row) = seen
    assert (first, queued["status"]) == ("progress", "queued")
    assert {kind for kind, _ in later} <= {"progress"}
    assert (last, row["status"], row["progress"]["done"]) == ("end", "succeeded", LINES)


def test_a_picture_is_refused_in_words_and_changes_nothing(ana):
    before = counts(ana)

    answer = ana.call(
        "POST",
        "/catalog/api/v1/imports/",
        data={"kind": "products"},
        files={"file": ("cat.png", b"\x89PNG\r\n\x1a\n\x00\x00" * 50, "image/png")},
    )

    assert answer.status_code == 400, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    told = "The file is a PNG picture, not text. Send CSV or JSON lines."
    assert error == {"attr": "file", "code": "not_utf8", "detail": told}
    assert counts(ana) == before


@pytest.mark.skipif(
    not DEVICE_TYPES,
    reason="Name the real file: KITROOM_DEVICE_TYPES=/path/to/device-types.jsonl "
    "python3 manage.py test tests/journeys/test_import.py",
)
def test_all_real_device_types_arrive_and_the_same_file_again_changes_nothing(ana):
    text = Path(DEVICE_TYPES).read_text()
    lines = [line for line in text.splitlines() if line.strip()]

    first = finished(ana, upload(ana, text).headers["Location"])
    again = finished(ana, upload(ana, text).headers["Location"])

    assert (first["status"], first["progress"]["done"]) == ("succeeded", len(lines)), first
    assert (first["result"]["failed"], first["result"]["errors"]) == (0, [])
    assert (again["status"], again["result"]["unchanged"]) == ("succeeded", len(lines)), again
    sample = json.loads(lines[-1])
    found = ana.get("/catalog/api/v1/products/", params={"model": sample["model"]}).json()
    assert sample["model"] in {row["model"] for row in found["results"]}
