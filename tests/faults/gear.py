"""Gear of a test's own: a place with rules of its own, and assets there."""

import time
from typing import Any

from tests.running import Api

CATALOG = "/catalog/api/v1"


def place(api: Api, *, is_prepared: bool) -> str:
    """Make a place from which somebody may have as much as they like; return its id."""
    found: str = _made(api, "locations", name=f"Edges {time.time_ns()}")
    _made(api, "policies", location=found, is_prepared=is_prepared, most_loans=None)
    return found


def assets(api: Api, at: str, count: int) -> list[dict[str, Any]]:
    """Make assets at a place."""
    product = api.get(f"{CATALOG}/products/?limit=1").json()["results"][0]["id"]
    tags = [f"EDGE-{time.time_ns()}-{number}" for number in range(count)]
    words = {"product": product, "home_location": at}
    return [{"tag": tag, "id": _made(api, "assets", tag=tag, **words)} for tag in tags]


def _made(api: Api, what: str, **words: Any) -> Any:
    answer = api.post(f"{CATALOG}/{what}/", words)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]
