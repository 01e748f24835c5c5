"""A file of products goes in through the gateway; a worker does it; the job shows how far it is."""

import json

from tests.running import until

LINES = 3000


def device_types() -> str:
    """Return JSON lines of made-up device types with ports."""
    return "".join(
        json.dumps(
            {
                "manufacturer": f"Maker {number % 40}",
                "model": f"Journey {number}",
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


def test_progress_is_seen_moving_and_all_products_arrive(ana):
    answer = upload(ana, device_types())
    assert answer.status_code == 202, answer.text
    job = answer.headers["Location"]

    seen = set()

    def finished():
        row = ana.get(job).json()
        seen.add(row["progress"]["done"])
        return row if row["status"] in {"succeeded", "failed"} else None

    row = until(finished, seconds=60)

    assert row["status"] == "succeeded", row
    assert row["progress"] == {"done": LINES, "total": LINES}
    assert len(seen - {0, LINES}) >= 1
    found = ana.get("/catalog/api/v1/products/?search=Journey&count=true&limit=1").json()
    assert found["count"] == LINES
    assert found["results"][0]["ports"][0]["count"] >= 1
    assert ana.get("/catalog/api/v1/products/?port=iec-60320-c14&limit=1").json()["results"]


def test_a_picture_is_refused_in_words_and_changes_nothing(ana):
    answer = ana.call(
        "POST",
        "/catalog/api/v1/imports/",
        data={"kind": "products"},
        files={"file": ("cat.png", b"\x89PNG\r\n\x1a\n\x00\x00" * 50, "image/png")},
    )

    if answer.status_code == 202:
        job = answer.headers["Location"]
        row = until(lambda: (r := ana.get(job).json())["status"] == "failed" and r)
        assert row["error"]["detail"]
    else:
        assert answer.status_code == 400
        assert answer.json()["detail"]
